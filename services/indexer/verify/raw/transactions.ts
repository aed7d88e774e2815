import type { Rpc } from "../../../chain/rpc.ts";
import type { Address, Hash, Hex } from "../../../domain/brand.ts";
import type { Database } from "../../../store/database.ts";
import { differencesOf } from "../difference.ts";
import { pagesOf } from "../pages.ts";
import type { Report } from "../report.ts";
import { askAll } from "./askAll.ts";

interface TransactionRow {
  readonly hash: Hash;
  readonly block: bigint;
  readonly recipient: Address;
  readonly input: Hex;
}

interface Found {
  readonly blockNumber: Hex;
  readonly to: Address | null;
  readonly input: Hex;
}

/** Their calldata is large. */
const PAGE = 50;

/** The retained calldata is the node's. Whether any is missing shows where it is projected again. */
export async function checkTransactions(db: Database, rpc: Rpc, report: Report): Promise<void> {
  const sql = "select hash, block, recipient, input from transactions";
  for await (const { block, rows } of pagesOf<TransactionRow>(db, sql, ["hash"], PAGE)) {
    const found = await askAll<Found>(
      rpc,
      rows.map(({ hash }) => ({ method: "eth_getTransactionByHash", params: [hash] })),
    );
    const differences = rows.flatMap((row, at) => {
      const theirs = found[at];
      return differencesOf("transactions", row.hash, block, [
        ["block", row.block, theirs ? BigInt(theirs.blockNumber) : null],
        ["recipient", row.recipient, theirs?.to ?? null],
        ["input", row.input, theirs?.input ?? null],
      ]);
    });
    report.add("transactions", rows.length, block, differences);
  }
}
