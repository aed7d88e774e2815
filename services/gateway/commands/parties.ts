import { randomBytes } from "node:crypto";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";

import { interfaceOf } from "../../chain/artifacts.ts";
import { possessionDigest } from "../../chain/intents.ts";
import { signingDomain } from "../../chain/manifest.ts";
import { CUSTODY_CODES } from "../../chain/signer.ts";
import type { Address, EntityId, Hash, Hex } from "../../domain/brand.ts";
import { endOfDay, parseDate } from "../../domain/date.ts";
import { toHex } from "../../domain/hex.ts";
import { parseLei } from "../../domain/identifiers/lei.ts";
import { parseUscc } from "../../domain/identifiers/uscc.ts";
import { parseVat } from "../../domain/identifiers/vat.ts";
import type { Queries } from "../../store/database.ts";
import { json } from "../../store/parameter.ts";
import type { Actor, UserRole } from "../auth/actor.ts";
import { requireRole } from "../auth/actor.ts";
import { issueApiKey } from "../auth/apiKeys.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { normalizeIdentifier } from "../queries/parties.ts";
import type { Identifier } from "../queries/parties.ts";
import { ensureSecret } from "../secrets.ts";
import { callTo } from "./calls.ts";

/** Bits of the contracts' PartyRoles library. */
export const PARTY_ROLES = {
  enterprise: 1,
  financier: 2,
  "settlement-bank": 4,
  guarantor: 8,
  appraiser: 16,
  auditor: 32,
  operator: 64,
} as const;

export interface NewUser {
  readonly name: string;
  readonly roles: readonly UserRole[];
  /** The user's own key; without it the service keeps one for a user who signs. */
  readonly signer?: { readonly address: string; readonly possession: string } | undefined;
}

export interface AdmissionInput {
  readonly name: string;
  readonly country: string;
  readonly identifiers: readonly Identifier[];
  readonly roles: readonly (keyof typeof PARTY_ROLES)[];
  readonly kybValidUntil: string;
  readonly threshold: number;
  readonly users: readonly NewUser[];
  /** Chosen by the caller when its users hold their own keys, since they sign over it. */
  readonly id?: string | undefined;
}

export interface Admitted {
  readonly act: Act;
  /** One API key for each user, shown this once. */
  readonly apiKeys: readonly { user: string; roles: readonly UserRole[]; apiKey: string }[];
}

const CHECKED = { lei: parseLei, vat: parseVat, uscc: parseUscc } as const;

/** The registrar admits an entity: its account, its users and their keys. */
export async function admitParty(context: Context, actor: Actor, input: AdmissionInput): Promise<Admitted> {
  requireRole(actor, "operator");
  const identifiers = checkIdentifiers(input.identifiers);
  await refuseKnown(context.db, identifiers);
  const id = (input.id ?? (await entityIdOf(context, input.country, identifiers))) as EntityId & Hash;
  const users = await Promise.all(input.users.map((user) => signerFor(context, id, user)));
  const signers = users.flatMap(({ signer }) => signer ?? []);
  const admission = {
    entity: id,
    roles: input.roles.reduce((bits, role) => bits | PARTY_ROLES[role], 0),
    country: `0x${Buffer.from(input.country, "ascii").toString("hex")}`,
    validUntil: endOfDay(parseDate(input.kybValidUntil, "/kybValidUntil"), "UTC"),
    threshold: input.threshold,
    signers: signers.map(({ address, custody }) => ({ key: address, custody: CUSTODY_CODES[custody] })),
  };
  const account = await predictAccount(context, admission);
  const possession = signers.map((signer) => signer.possession);
  const keys: { user: string; roles: readonly UserRole[]; apiKey: string }[] = [];
  const act: Act = {
    command: "party.admit",
    subject: id,
    calls: [callTo(context, "parties", "admit", [admission, possession])],
    result: { party: id, account },
    store: async (q) => {
      await storeParty(q, { ...input, id, account, identifiers, custody: custodyOf(signers) });
      for (const { user, signer } of users) keys.push(await storeUser(q, id, user, signer));
    },
  };
  return { act, apiKeys: keys };
}

function checkIdentifiers(given: readonly Identifier[]): Identifier[] {
  const checked = given.map(({ scheme, value }, at) => {
    const parse = scheme in CHECKED ? CHECKED[scheme as keyof typeof CHECKED] : undefined;
    return { scheme, value: parse ? parse(value, `/identifiers/${String(at)}/value`) : value };
  });
  if (checked.some(({ scheme }) => scheme in CHECKED)) return checked;
  throw new Problem("invalid-identifier", {
    detail: "at least one identifier with a check digit is needed: lei, vat or uscc",
    field: "/identifiers",
  });
}

async function refuseKnown(q: Queries, identifiers: readonly Identifier[]): Promise<void> {
  const [known] = await q.query<{ scheme: string; value: string; party_id: string }>(
    "SELECT scheme, value, party_id FROM core.party_identifiers WHERE value = ANY($1)",
    [identifiers.map(({ value }) => normalizeIdentifier(value))],
  );
  if (known)
    throw new Problem("party-exists", {
      detail: `${known.scheme} ${known.value} belongs to an admitted party`,
      extra: { party: known.party_id },
    });
}

/** Pseudonymous but stable: HMAC under a secret of the network, so that an entity is the same one in every version. */
async function entityIdOf({ keystore }: Context, country: string, identifiers: readonly Identifier[]): Promise<Hash> {
  const salt = await ensureSecret(keystore, "entity-ids");
  const [first] = identifiers.filter(({ scheme }) => scheme in CHECKED);
  return toHex(hmac(sha256, salt, Buffer.from(`${country}\0${first?.scheme ?? ""}\0${first?.value ?? ""}`))) as Hash;
}

interface PartySigner {
  readonly address: Address;
  readonly custody: "custodial" | "external";
  readonly possession: Hex;
}

async function signerFor(
  context: Context,
  id: EntityId,
  user: NewUser,
): Promise<{ user: NewUser; signer: PartySigner | undefined }> {
  if (user.signer) {
    const { address, possession } = user.signer;
    return { user, signer: { address: address as Address, custody: "external", possession: possession as Hex } };
  }
  if (!user.roles.includes("maker") && !user.roles.includes("checker")) return { user, signer: undefined };
  const key = await context.keystore.create();
  const domain = signingDomain(context.manifest, context.version.contracts.parties);
  const possession = await key.sign(possessionDigest(domain, id, key.address));
  return { user, signer: { address: key.address, custody: "custodial", possession } };
}

async function predictAccount(context: Context, admission: object): Promise<Address> {
  const parties = interfaceOf("Parties");
  const data = parties.encodeFunctionData("predict", [admission]);
  const answer = await context.rpc.call<Hex>("eth_call", [{ to: context.version.contracts.parties, data }, "latest"]);
  return String(parties.decodeFunctionResult("predict", answer)[0]).toLowerCase() as Address;
}

const custodyOf = (signers: readonly PartySigner[]): string =>
  signers.every(({ custody }) => custody === "external") ? "external" : "custodial";

async function storeParty(
  q: Queries,
  party: AdmissionInput & { id: Hash; account: Address; identifiers: readonly Identifier[]; custody: string },
): Promise<void> {
  await q.query(
    `INSERT INTO core.parties (id, account, name, country, identifiers, roles, kyb_valid_until, custody, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
    [
      party.id,
      party.account,
      party.name,
      party.country,
      json(party.identifiers),
      [...party.roles],
      party.kybValidUntil,
      party.custody,
    ],
  );
  for (const { scheme, value } of party.identifiers) {
    await q.query("INSERT INTO core.party_identifiers (value, scheme, party_id) VALUES ($1, $2, $3)", [
      normalizeIdentifier(value),
      scheme,
      party.id,
    ]);
  }
}

async function storeUser(
  q: Queries,
  party: Hash,
  { name, roles }: NewUser,
  signer: PartySigner | undefined,
): Promise<{ user: string; roles: readonly UserRole[]; apiKey: string }> {
  const id = randomBytes(16).toString("hex");
  await q.query(
    "INSERT INTO core.users (id, party_id, name, roles, signer, signer_kind) VALUES ($1, $2, $3, $4, $5, $6)",
    [id, party, name, [...roles], signer?.address ?? null, signer?.custody ?? null],
  );
  return { user: name, roles, apiKey: await issueApiKey(q, id) };
}
