import { randomBytes } from "node:crypto";

import type { Address, Hash } from "../../../domain/brand.ts";
import type { Queries } from "../../../store/database.ts";
import { json } from "../../../store/parameter.ts";
import type { UserRole } from "../../auth/actor.ts";
import { issueApiKey } from "../../auth/apiKeys.ts";
import { normalizeIdentifier } from "../../queries/parties.ts";
import type { Identifier } from "../../queries/parties.ts";
import type { NewSigner } from "./users.ts";

export interface NewPartyRow {
  readonly id: Hash;
  readonly account: Address;
  readonly name: string;
  readonly country: string;
  readonly identifiers: readonly Identifier[];
  readonly roles: readonly string[];
  readonly kybValidUntil: string;
  readonly custody: "custodial" | "external";
}

export async function storeParty(q: Queries, party: NewPartyRow): Promise<void> {
  const { id, account, name, country, identifiers, roles, kybValidUntil, custody } = party;
  await q.query(
    `INSERT INTO core.parties (id, account, name, country, identifiers, roles, kyb_valid_until, custody, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
    [id, account, name, country, json(identifiers), [...roles], kybValidUntil, custody],
  );
  for (const { scheme, value } of identifiers) {
    await q.query("INSERT INTO core.party_identifiers (value, scheme, party_id) VALUES ($1, $2, $3)", [
      normalizeIdentifier(value),
      scheme,
      id,
    ]);
  }
}

/** A user's first API key, as shown once to whoever admitted the party. */
export interface FirstKey {
  readonly user: string;
  readonly userId: string;
  readonly roles: readonly UserRole[];
  readonly apiKey: string;
}

export async function storeUser(q: Queries, party: Hash, { user, signer }: NewSigner): Promise<FirstKey> {
  const { name, roles } = user;
  const userId = randomBytes(16).toString("hex");
  await q.query(
    "INSERT INTO core.users (id, party_id, name, roles, signer, signer_kind) VALUES ($1, $2, $3, $4, $5, $6)",
    [userId, party, name, [...roles], signer?.address ?? null, signer?.custody ?? null],
  );
  return { user: name, userId, roles, apiKey: await issueApiKey(q, userId) };
}
