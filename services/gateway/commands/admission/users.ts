import type { EntityId } from "../../../domain/brand.ts";
import type { Queries } from "../../../store/database.ts";
import type { UserRole } from "../../auth/actor.ts";
import type { Context } from "../../context.ts";
import { Problem } from "../../problems/problem.ts";
import { keptSigner, ownSigner } from "../possession.ts";
import type { PartySigner } from "../possession.ts";

export interface NewUser {
  readonly name: string;
  readonly roles: readonly UserRole[];
  /** The user's own key; without it the service keeps one for a user who signs. */
  readonly signer?: { readonly address: string; readonly possession: string } | undefined;
}

export interface NewSigner {
  readonly user: NewUser;
  readonly signer: PartySigner<"custodial" | "external"> | undefined;
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
  const known = await q.query<{ signer: string }>(
    "SELECT address AS signer FROM core.known_keys WHERE address = ANY($1)",
    [given],
  );
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
      if (user.signer)
        return { user, signer: ownSigner(context, party, user.signer, "external", `/users/${String(at)}/signer`) };
      return { user, signer: signs(user) || (nobody && at === 0) ? await keptSigner(context, party) : undefined };
    }),
  );
}
