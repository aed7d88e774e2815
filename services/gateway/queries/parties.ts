import type { Address, EntityId } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import { Problem } from "../problems/problem.ts";

export interface PartyRow {
  readonly id: EntityId;
  readonly account: Address;
  readonly name: string;
  readonly country: string;
  readonly identifiers: readonly Identifier[];
  readonly roles: readonly string[];
  readonly kyb_valid_until: string;
  readonly created_at: string;
}

export interface Identifier {
  readonly scheme: string;
  readonly value: string;
}

/** Equal identifiers are equal strings, however they were spaced and punctuated. */
export const normalizeIdentifier = (value: string): string =>
  value
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

export async function partyById(q: Queries, id: string): Promise<PartyRow | undefined> {
  const [row] = await q.query<PartyRow>("SELECT * FROM core.parties WHERE id = $1", [id]);
  return row;
}

/** @throws Problem unknown-party */
export async function requireParty(q: Queries, id: string, field: string): Promise<PartyRow> {
  const party = await partyById(q, id);
  if (!party) throw new Problem("unknown-party", { detail: "no admitted party has this id", field });
  return party;
}

/**
 * Parties by their ids, in that order, looked up together.
 *
 * @throws Problem unknown-party, with the field of the first that is not there
 */
export async function requireParties(q: Queries, ids: readonly string[], field: string): Promise<PartyRow[]> {
  if (ids.length === 0) return [];
  const rows = await q.query<PartyRow>("SELECT * FROM core.parties WHERE id = ANY($1)", [ids]);
  const byId = new Map<string, PartyRow>(rows.map((row) => [row.id, row]));
  return ids.map((id, at) => {
    const party = byId.get(id);
    if (party) return party;
    throw new Problem("unknown-party", { detail: "no admitted party has this id", field: `${field}/${String(at)}` });
  });
}

/**
 * The one party to which these identifiers belong; undefined when none is known.
 *
 * @throws Problem unknown-party when they belong to different parties
 */
export async function partyByIdentifiers(
  q: Queries,
  values: readonly string[],
  field: string,
): Promise<PartyRow | undefined> {
  const parties = await q.query<PartyRow>(
    `SELECT DISTINCT p.* FROM core.parties p JOIN core.party_identifiers i ON i.party_id = p.id WHERE i.value = ANY($1)`,
    [values.map(normalizeIdentifier)],
  );
  if (parties.length > 1) {
    throw new Problem("unknown-party", {
      detail: `the identifiers ${values.join(", ")} belong to different parties`,
      field,
    });
  }
  return parties[0];
}

/** Whether one of these identifiers is the party's. */
export async function hasIdentifier(q: Queries, party: EntityId, values: readonly string[]): Promise<boolean> {
  const found = await q.query("SELECT 1 FROM core.party_identifiers WHERE party_id = $1 AND value = ANY($2)", [
    party,
    values.map(normalizeIdentifier),
  ]);
  return found.length > 0;
}
