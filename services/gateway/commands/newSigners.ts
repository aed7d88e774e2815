import { CUSTODY_CODES } from "../../chain/signer.ts";
import type { Address, EntityId } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { PRESENT_KEY, PRESENT_SIGNER } from "../queries/presentKeys.ts";
import { keptSigner, ownSigner } from "./possession.ts";
import type { OwnKey, PartySigner } from "./possession.ts";

/** A user of the party, and the key that is to sign for it: its own, its present one, or else a new one that the service keeps. */
export interface SignerChoice {
  readonly userId: string;
  readonly own?: (OwnKey & { readonly custody?: "external" | "hsm" | undefined }) | undefined;
  readonly keep?: boolean | undefined;
}

export interface SignerSet {
  /** As the contracts take them. */
  readonly signers: readonly { readonly key: Address; readonly custody: number }[];
  readonly possession: readonly PartySigner["possession"][];
  /** Keys made for it; to be dropped if nothing comes of it. */
  readonly madeKeys: readonly Address[];
  /** Notes whose keys they are. */
  readonly store: (q: Queries) => Promise<void>;
}

interface UserRow {
  readonly id: string;
  readonly roles: readonly string[];
  readonly signer: Address | null;
  readonly signer_kind: PartySigner["custody"] | null;
}

/**
 * The signers that a party chooses, or that are proposed for it.
 *
 * @throws Problem invalid-field, bad-signature
 */
export async function chooseSigners(
  context: Context,
  party: EntityId,
  choices: readonly SignerChoice[],
  threshold: number,
): Promise<SignerSet> {
  const users = await signingUsers(context.db, party, choices);
  if (threshold > choices.length) {
    const detail = `${String(threshold)} signatures are needed, and ${String(choices.length)} users would sign`;
    throw new Problem("invalid-field", { detail, field: "/threshold" });
  }
  await refuseTaken(context.db, choices);
  const chosen = await Promise.all(
    choices.map(async (choice, at) => ({ ...choice, ...(await keyFor(context, party, choice, at, users)) })),
  );
  return {
    signers: chosen.map(({ address, custody }) => ({ key: address, custody: CUSTODY_CODES[custody] })),
    possession: chosen.map(({ possession }) => possession),
    madeKeys: chosen.filter(({ own, keep }) => !own && keep !== true).map(({ address }) => address),
    store: async (q) => {
      for (const { userId, address, custody } of chosen) {
        await q.query(
          `INSERT INTO core.user_keys (address, user_id, custody) SELECT $1::core.address, $2, $3
            WHERE NOT EXISTS (SELECT 1 FROM core.known_keys WHERE address = $1)`,
          [address, userId, custody],
        );
      }
    },
  };
}

async function signingUsers(
  q: Queries,
  party: EntityId,
  choices: readonly SignerChoice[],
): Promise<ReadonlyMap<string, UserRow>> {
  const rows = await q.query<UserRow>(
    `SELECT u.id, u.roles, ${PRESENT_SIGNER} FROM core.users u JOIN core.parties p ON p.id = u.party_id ${PRESENT_KEY}
      WHERE u.party_id = $1`,
    [party],
  );
  const users = new Map(rows.map((row) => [row.id, row]));
  choices.forEach(({ userId }, at) => {
    const roles = users.get(userId)?.roles ?? [];
    const isTwice = choices.findIndex((other) => other.userId === userId) !== at;
    if (!isTwice && (roles.includes("maker") || roles.includes("checker"))) return;
    throw new Problem("invalid-field", {
      detail: isTwice ? "this user is named above already" : "this is no maker or checker of the party",
      field: `/signers/${String(at)}/userId`,
    });
  });
  return users;
}

/** A key that signs for two users would count as two signatures of one. */
async function refuseTaken(q: Queries, choices: readonly SignerChoice[]): Promise<void> {
  const given = choices.flatMap(({ own }) => own?.address ?? []);
  const known = await q.query<{ address: string; user_id: string }>(
    "SELECT address, user_id FROM core.known_keys WHERE address = ANY($1)",
    [given],
  );
  choices.forEach(({ userId, own }, at) => {
    if (!own) return;
    const isOthers = known.some(({ address, user_id }) => address === own.address && user_id !== userId);
    const isTwice = choices.findIndex((other) => other.own?.address === own.address) !== at;
    if (!isOthers && !isTwice) return;
    const field = `/signers/${String(at)}/own/address`;
    throw new Problem("invalid-field", { detail: "this key is another user's", field });
  });
}

async function keyFor(
  context: Context,
  party: EntityId,
  { userId, own, keep }: SignerChoice,
  at: number,
  users: ReadonlyMap<string, UserRow>,
): Promise<PartySigner> {
  const field = `/signers/${String(at)}`;
  if (own && keep === true) {
    throw new Problem("invalid-field", { detail: "either a key is kept or another one is given", field });
  }
  if (own) return ownSigner(context, party, own, own.custody ?? "external", `${field}/own`);
  if (keep !== true) return keptSigner(context, party);
  const user = users.get(userId);
  // The ledger knows of whoever signs now that it holds its key: a change of signers asks for no proof.
  if (user?.signer && user.signer_kind) return { address: user.signer, custody: user.signer_kind, possession: "0x" };
  throw new Problem("invalid-field", { detail: "this user signs with no key now that could be kept", field });
}
