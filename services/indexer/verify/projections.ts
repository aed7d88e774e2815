import type { Manifest } from "../../chain/manifest.ts";
import type { Database } from "../../store/database.ts";
import { logSource } from "../rebuild/logSource.ts";
import { rebuildFrom } from "../rebuild/rebuildFrom.ts";
import type { RowDifference } from "../rebuild/difference.ts";
import { MirrorFault } from "../table/mirrorFault.ts";
import { readCursor } from "../write/cursor.ts";
import { inSchema } from "../write/schema.ts";
import type { Difference } from "./difference.ts";
import type { Report } from "./report.ts";

/** Projects the retained logs again, beside the mirror, and compares every column of every row. */
export async function checkProjections(db: Database, manifest: Manifest, report: Report): Promise<void> {
  try {
    const { block, tables, differences } = await rebuildFrom(db, manifest, logSource(db), { replace: false });
    if (block === undefined) return;
    for (const { table, rows } of tables) {
      const own = differences.filter((difference) => difference.table === table);
      const found = own.flatMap((difference) => columnsOf(difference, block));
      report.add(`projected ${table}`, rows, BigInt(block), found);
    }
  } catch (error) {
    // Altered logs need not make sense at all; that is a finding too, and the last one there can be.
    if (!(error instanceof MirrorFault)) throw error;
    const block = (await inSchema(db, "mirror", readCursor))?.block ?? 0n;
    const found = { key: "", what: "projecting them again", mirror: error.message, chain: null, block: Number(block) };
    report.add("projections", 0, block, [{ table: "logs", ...found }]);
  }
}

/** One difference for each column, or for the row when one side has none. */
function columnsOf({ table, key, mirror, rebuilt }: RowDifference, block: number): Difference[] {
  const [ours, theirs] = [read(mirror), read(rebuilt)];
  if (!ours || !theirs) return [{ table, key, what: "the row", mirror, chain: rebuilt, block }];
  return Object.keys(theirs).flatMap((what) => {
    const [mine, other] = [JSON.stringify(ours[what]), JSON.stringify(theirs[what])];
    return mine === other ? [] : [{ table, key, what, mirror: mine, chain: other, block }];
  });
}

const read = (row: string | null): Record<string, unknown> | undefined =>
  row === null ? undefined : (JSON.parse(row) as Record<string, unknown>);
