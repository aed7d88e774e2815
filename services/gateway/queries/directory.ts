import type { Address } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";

export interface PartyRef {
  readonly id: string | null;
  readonly name: string | null;
  readonly account: Address;
}

/** Who accounts are, looked up together; a party of another operator on the same network has an account only. */
export async function partyRefs(q: Queries, accounts: readonly Address[]): Promise<(account: Address) => PartyRef> {
  const parties = await q.query<PartyRef & { account: Address }>(
    "SELECT id, name, account FROM core.parties WHERE account = ANY($1)",
    [[...new Set(accounts)]],
  );
  const known = new Map(parties.map((party) => [party.account, party]));
  return (account) => known.get(account) ?? { id: null, name: null, account };
}

/** Whose keys signed, by address of the key. */
export async function userNames(q: Queries, signers: readonly Address[]): Promise<ReadonlyMap<Address, string>> {
  const users = await q.query<{ signer: Address; name: string }>(
    `SELECT k.address AS signer, u.name FROM core.known_keys k JOIN core.users u ON u.id = k.user_id
      WHERE k.address = ANY($1)`,
    [[...new Set(signers)]],
  );
  return new Map(users.map(({ signer, name }) => [signer, name]));
}
