import { readSettings } from "../services/gateway/config.ts";
import { askService } from "./service/askService.ts";

interface Report {
  readonly block: string;
  readonly compared: Readonly<Record<string, string | number>>;
  readonly differences: readonly unknown[];
}

/** Compares the mirror with the contracts and prints every difference; exit 1 if there is any. */
async function main(): Promise<void> {
  const { block, compared, differences } = (await askService(readSettings(process.env), "verify")) as Report;
  for (const difference of differences) process.stdout.write(`${JSON.stringify(difference)}\n`);
  const counts = Object.entries(compared).map(([what, count]) => `${String(count)} ${what}`);
  process.stdout.write(`block ${block}: compared ${counts.join(", ")}: ${String(differences.length)} differences\n`);
  process.exitCode = differences.length === 0 ? 0 : 1;
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
