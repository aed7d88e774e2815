import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";

import { Cleanup } from "../services/store/databases.ts";
import { startTestService } from "./support/service.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The section's code blocks, in order: what is pasted, and what is said to come out. */
function blocks(section: string): { language: string; text: string }[] {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, body = ""] = readme.split(`## ${section}\n`);
  const [story = ""] = body.split("\n## ");
  return [...story.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = "", text = ""]) => ({
    language,
    text,
  }));
}

describe("The README's story in curl", function () {
  this.timeout(180_000);
  const clean = new Cleanup();
  after(() => clean.run());

  it("can be pasted as it is, and answers what the README says", async () => {
    const service = await startTestService(clean);
    const folder = mkdtempSync(join(tmpdir(), "tallystick-readme-"));
    clean.add(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    mkdirSync(join(folder, ".tallystick"));
    cpSync(service.credentialsFile, join(folder, ".tallystick/credentials.json"));
    cpSync(join(root, "test/fixtures"), join(folder, "test/fixtures"), { recursive: true });

    const story = blocks("The story in curl");
    expect(story.length).to.be.greaterThan(10);
    const script = story
      .map(({ language, text }) =>
        language === "bash" ? text.replace("http://127.0.0.1:8080", service.url) : "echo ----\n",
      )
      .join("");
    const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", script], { cwd: folder });
    const answers = stdout.split("----\n").map((text) => text.trim());
    const expected = story.filter(({ language }) => language === "").map(({ text }) => text.trim());
    expect(answers.slice(0, expected.length)).to.deep.equal(expected);
  });
});
