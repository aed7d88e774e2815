import { possessionDigest } from "../../../chain/intents.ts";
import { signingDomain } from "../../../chain/manifest.ts";
import { ChainError } from "../../../chain/problem.ts";
import { recoverSigner } from "../../../chain/signer.ts";
import type { Address, EntityId, Hex } from "../../../domain/brand.ts";
import type { Queries } from "../../../store/database.ts";
import type { UserRole } from "../../auth/actor.ts";
import type { Context } from "../../context.ts";
import { Problem } from "../../problems/problem.ts";

export interface NewUser {
  readonly name: string;
  readonly roles: readonly UserRole[];
  /** The user's own key; without it the service keeps one for a user who signs. */
  readonly signer?: { readonly address: string; readonly possession: string } | undefined;
}

export interface PartySigner {
  readonly address: Address;
  readonly custody: "custodial" | "external";
  readonly possession: Hex;
}

export interface NewSigner {
  readonly user: NewUser;
  readonly signer: PartySigner | undefined;
}

const signs = ({ roles }: NewUser): boolean => roles.includes("maker") || roles.includes("checker");

/**
 * What the users of a party may be. Whoever sees every party's things acts on none of them.
 *
 * @throws Problem invalid-field
 */
export function checkUsers(users: readonly NewUser[], threshold: number, partyRoles: readonly string[]): void {
  const refuse = (field: string, detail: string): never => {
    throw new Problem("invalid-field", { detail, field });
  };
  users.forEach((user, at) => {
    const field = `/users/${String(at)}`;
    if (user.roles.includes("auditor")) {
      if (!partyRoles.includes("auditor")) refuse(`${field}/roles`, "only an auditor's users audit");
      if (signs(user)) refuse(`${field}/roles`, "an auditor sees every party's things, and so acts on none");
    }
    if (user.signer && !signs(user)) refuse(`${field}/signer`, "a user with a key is a maker or a checker");
  });
  const signing = Math.max(1, users.filter(signs).length);
  if (threshold > signing)
    refuse("/threshold", `${String(threshold)} signatures are needed, and ${String(signing)} users sign`);
}

/** A key that signs for two users would count as two signatures of one. @throws Problem invalid-field */
export async function refuseKnownSigners(q: Queries, users: readonly NewUser[]): Promise<void> {
  const addresses = users.map(({ signer }) => signer?.address);
  const given = addresses.filter((address) => address !== undefined);
  const known = await q.query<{ signer: string }>("SELECT signer FROM core.users WHERE signer = ANY($1)", [given]);
  const taken = new Set(known.map(({ signer }) => signer));
  addresses.forEach((address, at) => {
    if (address === undefined || (!taken.has(address) && addresses.indexOf(address) === at)) return;
    throw new Problem("invalid-field", {
      detail: "this key is another user's",
      field: `/users/${String(at)}/signer/address`,
    });
  });
}

/**
 * Each user with the key it signs with: its own, or one that the service keeps. A party in which nobody signs has a key all
 * the same, because its account on the ledger needs one; no user of it can have it used.
 */
export async function signersOf(context: Context, party: EntityId, users: readonly NewUser[]): Promise<NewSigner[]> {
  const nobody = !users.some(signs);
  return Promise.all(
    users.map(async (user, at) => {
      if (user.signer) return { user, signer: ownSigner(context, party, user.signer, at) };
      return { user, signer: signs(user) || (nobody && at === 0) ? await keptSigner(context, party) : undefined };
    }),
  );
}

async function keptSigner(context: Context, party: EntityId): Promise<PartySigner> {
  const key = await context.keystore.create();
  const digest = possessionDigest(possessionDomain(context), party, key.address);
  return { address: key.address, custody: "custodial", possession: await key.sign(digest) };
}

function ownSigner(
  context: Context,
  party: EntityId,
  { address, possession }: { readonly address: string; readonly possession: string },
  at: number,
): PartySigner {
  const signer: PartySigner = { address: address as Address, custody: "external", possession: possession as Hex };
  const digest = possessionDigest(possessionDomain(context), party, signer.address);
  if (recovered(digest, signer.possession) === signer.address) return signer;
  throw new Problem("bad-signature", {
    detail: `the signature does not show that whoever made it holds the key of ${address}`,
    field: `/users/${String(at)}/signer/possession`,
  });
}

const possessionDomain = ({ manifest, version }: Context) => signingDomain(manifest, version.contracts.parties);

function recovered(...given: Parameters<typeof recoverSigner>): Address | undefined {
  try {
    return recoverSigner(...given);
  } catch (error) {
    if (error instanceof ChainError) return undefined;
    throw error;
  }
}
