import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";

/** In the order in which they are applied. */
export const SERIES = ["core", "raw", "mirror"] as const;
export type Series = (typeof SERIES)[number];

/** See migrations/README.md. */
export type MigrationKind = "expand" | "contract";

export interface Migration {
  readonly series: Series;
  readonly number: number;
  readonly name: string;
  readonly kind: MigrationKind;
  readonly checksum: string;
  readonly sql: string;
}

const FOLDER = new URL("./migrations/", import.meta.url);

/** Reads all migrations, each series in order. @throws Error when a file's name, number or first line is wrong */
export async function readMigrations(folder: URL = FOLDER): Promise<Migration[]> {
  const series = await Promise.all(SERIES.map((name) => readSeries(folder, name)));
  return series.flat();
}

async function readSeries(folder: URL, series: Series): Promise<Migration[]> {
  const files = (await readdir(new URL(`${series}/`, folder))).sort();
  return Promise.all(
    files.map(async (file, index) => {
      const [, number = "", name = ""] = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file) ?? [];
      if (Number(number) !== index + 1) throw new Error(`migration ${series}/${file}: expected number ${index + 1}`);
      // A checkout may have changed the line ends.
      const sql = (await readFile(new URL(`${series}/${file}`, folder), "utf8")).replaceAll("\r\n", "\n");
      const kind = /^-- (expand|contract)\n/.exec(sql)?.[1] as MigrationKind | undefined;
      if (kind === undefined)
        throw new Error(`migration ${series}/${file}: its first line is neither "-- expand" nor "-- contract"`);
      const checksum = createHash("sha256").update(sql).digest("hex");
      return { series, number: index + 1, name, kind, checksum, sql };
    }),
  );
}
