import type { Address } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { ContractBook } from "../decode/contractBook.ts";
import { MirrorFault } from "../table/mirrorFault.ts";

interface AccountRow {
  readonly account: Address;
  readonly registry: Address;
  readonly epoch: bigint;
}

/** Teaches the book the accounts that were admitted up to the cursor. */
export async function learnAccounts(queries: Queries, book: ContractBook): Promise<void> {
  const rows = await queries.query<AccountRow>("select account, registry, epoch from parties");
  for (const { account, registry, epoch } of rows) {
    const parties = book.find(registry);
    if (!parties)
      throw new MirrorFault(`account ${account} was admitted by ${registry}, which the manifest does not name`);
    book.addAccount(account, parties);
    book.setEpoch(account, epoch);
  }
}
