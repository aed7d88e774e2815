import type { Address } from "../../../domain/brand.ts";
import type { Context } from "../../context.ts";
import { requireParties } from "../../queries/parties.ts";

export interface OwnerInput {
  readonly party: string;
  readonly parts: number;
}

/** Owners as the ledger knows them. @throws Problem unknown-party */
export async function ownersOnLedger(
  { db }: Context,
  owners: readonly OwnerInput[],
  field = "/owners",
): Promise<{ account: Address; parts: number }[]> {
  const parties = await requireParties(
    db,
    owners.map(({ party }) => party),
    field,
  );
  return parties.map(({ account }, at) => ({ account, parts: owners[at]?.parts ?? 0 }));
}
