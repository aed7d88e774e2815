import { randomUUID } from "node:crypto";
import type { Manifest } from "../../chain/manifest.ts";
import type { Database, Transaction } from "../../store/database.ts";
import { acquireLease, releaseLease, renewLease } from "../../store/lease.ts";
import type { Lease } from "../../store/lease.ts";
import { oneOrNone } from "../../store/rows.ts";
import type { Cursor } from "../write/cursor.ts";
import type { BlockSource } from "./blockSource.ts";
import { dropShadow, replaceTables, tablesOf } from "./copies.ts";
import { differencesIn } from "./difference.ts";
import type { RowDifference } from "./difference.ts";
import { digestOf } from "./digest.ts";
import type { TableDigest } from "./digest.ts";
import { Replay } from "./replay.ts";

export interface RebuildReport {
  readonly source: BlockSource["kind"];
  /** The block at which mirror and rebuilt tables were compared; undefined when there is none. */
  readonly block: number | undefined;
  /** Of the rebuilt tables. */
  readonly tables: readonly TableDigest[];
  /** Every row that was not the same in the mirror. */
  readonly differences: readonly RowDifference[];
  /** Whether the rebuilt tables took the place of the mirror's. */
  readonly replaced: boolean;
}

/** Another rebuild or verification is at work. */
export class RebuildUnderWay extends Error {
  override readonly name = "RebuildUnderWay";

  constructor() {
    super("another rebuild or verification of the mirror is under way");
  }
}

const LEASE_MS = 120_000;
const LONGEST_MS = 30 * 60_000;

/**
 * Projects everything anew beside the mirror, compares row by row and, if anything differs and `replace` is given, puts
 * the rebuilt tables in the mirror's place, all in one transaction. Readers never see a mirror that is half there. The
 * service may run: the indexer waits while tables are compared.
 * @throws RebuildUnderWay; MirrorFault if the events do not fit together; ChainFault if the chain does not
 */
export async function rebuildFrom(
  db: Database,
  manifest: Manifest,
  source: BlockSource,
  { replace }: { readonly replace: boolean },
): Promise<RebuildReport> {
  const lease = await acquireLease(db, "mirror-rebuild", randomUUID(), LEASE_MS);
  if (!lease) throw new RebuildUnderWay();
  try {
    return await replayAndCompare(db, manifest, source, replace, lease);
  } finally {
    await db.tx(dropShadow);
    await releaseLease(db, lease);
  }
}

async function replayAndCompare(
  db: Database,
  manifest: Manifest,
  source: BlockSource,
  replace: boolean,
  lease: Lease,
): Promise<RebuildReport> {
  const replay = await Replay.start(db, manifest, source);
  for (;;) {
    await replay.catchUp(() => renewLease(db, lease, LEASE_MS));
    const report = await settle(db, replay.cursor, source.kind, replace);
    if (report) return report;
  }
}

/** @returns undefined when the mirror has moved on meanwhile */
async function settle(
  db: Database,
  at: Cursor | undefined,
  source: BlockSource["kind"],
  replace: boolean,
): Promise<RebuildReport | undefined> {
  return db.tx(
    async (q) => {
      await q.query(`set local statement_timeout = ${LONGEST_MS}`);
      // Locked: the indexer's next block waits for the end of the comparison.
      const cursor = oneOrNone(await q.query<{ block: bigint }>("select block from mirror.cursor for update"));
      if (cursor && cursor.block > (at?.block ?? -1n)) return undefined;
      const { tables, differences } = await compare(q, source);
      const replaced = replace && differences.length > 0;
      if (replaced) await replaceTables(q, tablesOf(source));
      return { source, block: at && Number(at.block), tables, differences, replaced };
    },
    { timeout: LONGEST_MS },
  );
}

async function compare(
  q: Transaction,
  source: BlockSource["kind"],
): Promise<Pick<RebuildReport, "tables" | "differences">> {
  const tables: TableDigest[] = [];
  const differences: RowDifference[] = [];
  for (const copy of tablesOf(source)) {
    tables.push(await digestOf(q, "mirror_rebuild", copy));
    differences.push(...(await differencesIn(q, copy)));
  }
  return { tables, differences };
}
