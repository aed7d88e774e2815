import type { Address } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import { partyByAccount } from "./parties.ts";

export interface PartyRef {
  readonly id: string | null;
  readonly name: string | null;
  readonly account: Address;
}

/** Who an account is; a party of another operator on the same network has an account only. */
export async function partyRef(q: Queries, account: Address): Promise<PartyRef> {
  const party = await partyByAccount(q, account);
  return { id: party?.id ?? null, name: party?.name ?? null, account };
}
