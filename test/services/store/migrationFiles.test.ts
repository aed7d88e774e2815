import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { readMigrations } from "../../../services/store/migrationFiles.ts";
import { refusal } from "./refusal.ts";

describe("migration files", () => {
  let folder: string;
  const read = (): ReturnType<typeof readMigrations> => readMigrations(pathToFileURL(`${folder}/`));
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tallystick-migrations-"));
    for (const series of ["core", "raw", "mirror"]) mkdirSync(join(folder, series));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("are read series by series, each in the order of its numbers", async () => {
    write("mirror/0001-first.sql", "-- expand\nselect 1;");
    write("core/0002-second.sql", "-- contract\nselect 2;");
    write("core/0001-first.sql", "-- expand\nselect 1;");
    const read_ = await read();
    expect(read_.map(({ series, number, name, kind }) => [series, number, name, kind])).to.deep.equal([
      ["core", 1, "first", "expand"],
      ["core", 2, "second", "contract"],
      ["mirror", 1, "first", "expand"],
    ]);
  });

  it("have the same checksum whatever the line ends, and another when the text changes", async () => {
    const checksum = async (text: string): Promise<string | undefined> => {
      write("core/0001-first.sql", text);
      return (await read())[0]?.checksum;
    };
    const unix = await checksum("-- expand\nselect 1;\n");
    expect(await checksum("-- expand\r\nselect 1;\r\n")).to.equal(unix);
    expect(await checksum("-- expand\nselect 1 ;\n")).not.to.equal(unix);
  });

  const wrong: Record<string, [file: string, text: string]> = {
    "a gap in the numbers": ["core/0002-second.sql", "-- expand\n"],
    "a name without a number": ["core/first.sql", "-- expand\n"],
    "another kind of file": ["core/0001-first.txt", "-- expand\n"],
    "no word on expanding or contracting": ["core/0001-first.sql", "select 1;\n"],
  };
  for (const [what, [file, text]] of Object.entries(wrong)) {
    it(`are refused for ${what}, by name`, async () => {
      write(file, text);
      expect(String(await refusal(read()))).to.include(file);
    });
  }
});
