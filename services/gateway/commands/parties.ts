import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";

import { interfaceOf } from "../../chain/artifacts.ts";
import { CUSTODY_CODES } from "../../chain/signer.ts";
import type { Address, EntityId, Hash, Hex } from "../../domain/brand.ts";
import { parseCountry } from "../../domain/country.ts";
import { endOfDay, parseDate } from "../../domain/date.ts";
import { toHex } from "../../domain/hex.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { normalizeIdentifier } from "../queries/parties.ts";
import type { Identifier } from "../queries/parties.ts";
import { ensureSecret } from "../secrets.ts";
import { checkIdentifiers, isLegal } from "./admission/identifiers.ts";
import { forgetAbandoned, refuseKnown } from "./admission/known.ts";
import { storeParty, storeUser } from "./admission/store.ts";
import type { FirstKey } from "./admission/store.ts";
import { checkUsers, refuseKnownSigners, signersOf } from "./admission/users.ts";
import type { NewUser } from "./admission/users.ts";
import { callTo } from "./calls.ts";
import type { PartySigner } from "./possession.ts";

/** Bits of the contracts' PartyRoles library, but that of the network's operator, which nobody is admitted as. */
export const PARTY_ROLES = {
  enterprise: 1,
  financier: 2,
  "settlement-bank": 4,
  guarantor: 8,
  appraiser: 16,
  auditor: 32,
} as const;

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

export interface Admission {
  readonly act: Act;
  /** Addresses of the keys made for it; to be dropped if nothing comes of it. */
  readonly madeKeys: readonly Address[];
  /** One for each user, there once the act is stored. */
  readonly apiKeys: readonly FirstKey[];
}

/** The registrar admits an entity: its account, its users and their keys. Whatever can be refused is, before a key is made. */
export async function admitParty(context: Context, input: AdmissionInput): Promise<Admission> {
  const country = parseCountry(input.country, "/country");
  const identifiers = checkIdentifiers(input.identifiers);
  const values = identifiers.map(({ value }) => normalizeIdentifier(value));
  const validUntil = futureEndOf(context, input.kybValidUntil);
  checkUsers(input.users, input.threshold, input.roles);
  await refuseKnownSigners(context.db, input.users);
  const id = (input.id ?? (await entityIdOf(context, country, identifiers))) as EntityId & Hash;
  await refuseKnown(context.db, id, values);

  const users = await signersOf(context, id, input.users);
  const signers = users.flatMap(({ signer }) => signer ?? []);
  const admission = {
    entity: id,
    roles: input.roles.reduce((bits, role) => bits | PARTY_ROLES[role], 0),
    country: `0x${Buffer.from(country, "ascii").toString("hex")}`,
    validUntil,
    threshold: input.threshold,
    signers: signers.map(({ address, custody }) => ({ key: address, custody: CUSTODY_CODES[custody] })),
  };
  const account = await predictAccount(context, admission);
  const apiKeys: FirstKey[] = [];
  const act: Act = {
    command: "party.admit",
    subject: id,
    calls: [callTo(context, "parties", "admit", [admission, signers.map(({ possession }) => possession)])],
    result: { party: id, account },
    store: async (q) => {
      await forgetAbandoned(q, id, values);
      await storeParty(q, { ...input, id, account, identifiers, custody: custodyOf(signers) });
      for (const user of users) apiKeys.push(await storeUser(q, id, user));
    },
  };
  const made = signers.filter(({ custody }) => custody === "custodial");
  return { act, madeKeys: made.map(({ address }) => address), apiKeys };
}

function futureEndOf({ now }: Context, day: string): bigint {
  const end = endOfDay(parseDate(day, "/kybValidUntil"), "UTC");
  if (end * 1000n > BigInt(now().getTime())) return end;
  throw new Problem("invalid-field", { detail: "the check has run out already", field: "/kybValidUntil" });
}

/** Pseudonymous but stable: HMAC under a secret of the network, so that an entity is the same one in every version. */
async function entityIdOf({ keystore }: Context, country: string, identifiers: readonly Identifier[]): Promise<Hash> {
  const salt = await ensureSecret(keystore, "entity-ids");
  const [first] = identifiers.filter(isLegal);
  return toHex(hmac(sha256, salt, Buffer.from(`${country}\0${first?.scheme ?? ""}\0${first?.value ?? ""}`))) as Hash;
}

async function predictAccount(context: Context, admission: object): Promise<Address> {
  const parties = interfaceOf("Parties");
  const data = parties.encodeFunctionData("predict", [admission]);
  const answer = await context.rpc.call<Hex>("eth_call", [{ to: context.version.contracts.parties, data }, "latest"]);
  return String(parties.decodeFunctionResult("predict", answer)[0]).toLowerCase() as Address;
}

const custodyOf = (signers: readonly PartySigner[]): "custodial" | "external" =>
  signers.every(({ custody }) => custody === "external") ? "external" : "custodial";
