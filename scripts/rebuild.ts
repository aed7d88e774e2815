import { readSettings } from "../services/gateway/config.ts";
import { askService } from "./service/askService.ts";

interface Report {
  readonly source: string;
  readonly block?: string;
  readonly tables: readonly { readonly table: string; readonly rows: string; readonly digest: string }[];
  readonly differences: readonly unknown[];
  readonly replaced: boolean;
}

/** Makes the mirror anew from the retained logs and tells whether the two were equal; exit 1 if they were not. */
async function main(): Promise<void> {
  const report = (await askService(readSettings(process.env), "rebuild")) as Report;
  for (const difference of report.differences) process.stdout.write(`${JSON.stringify(difference)}\n`);
  const { block, tables, differences, replaced } = report;
  const state = replaced ? "the rebuilt mirror has taken its place" : "the mirror was equal";
  process.stdout.write(
    `block ${block ?? "none"}: rebuilt ${String(tables.length)} tables from ${report.source}, ${String(differences.length)} differences: ${state}\n`,
  );
  process.exitCode = differences.length === 0 ? 0 : 1;
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
