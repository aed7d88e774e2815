import type { Custody } from "../../chain/signer.ts";
import type { Address, Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import { Problem } from "../problems/problem.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { partyRefs, userNames } from "./directory.ts";
import { partyFor } from "./partyViews.ts";
import type { PartyWithState } from "./partyViews.ts";
import { referenceTexts } from "./references.ts";

export interface RecoveryRow {
  readonly account: Address;
  readonly id: Hash;
  readonly state: "proposed" | "confirmed" | "cancelled" | "executed";
  readonly reason: Hash;
  readonly threshold: number;
  readonly signers: readonly { readonly key: Address; readonly custody: Custody }[];
  readonly proposed_by: Address;
  readonly proposed_at: bigint;
  readonly confirmed_by: Address | null;
  readonly confirmed_at: bigint | null;
  readonly executable_at: bigint | null;
  readonly closed_by: Address | null;
  readonly closed_at: bigint | null;
  readonly close_reason: Hash | null;
}

/** @throws Problem not-found */
export async function recoveryRow(q: Queries, account: Address, id: string): Promise<RecoveryRow> {
  const [row] = await q.query<RecoveryRow>("SELECT * FROM mirror.recoveries WHERE account = $1 AND id = $2", [
    account,
    id,
  ]);
  if (!row) throw new Problem("not-found", { detail: "the party has no such recovery" });
  return row;
}

/** Recoveries of a party, newest first, for itself, auditors and those who run the network. @throws Problem not-found */
export async function recoveriesOf(q: Queries, actor: Actor, party: string): Promise<{ items: unknown[] }> {
  const owner = await visibleParty(q, actor, party);
  const rows = await q.query<RecoveryRow>("SELECT * FROM mirror.recoveries WHERE account = $1 ORDER BY seq DESC", [
    owner.account,
  ]);
  return { items: await viewRecoveries(q, actor, owner, rows) };
}

/** @throws Problem not-found */
export async function recoveryFor(q: Queries, actor: Actor, party: string, id: string): Promise<unknown> {
  const owner = await visibleParty(q, actor, party);
  const [view] = await viewRecoveries(q, actor, owner, [await recoveryRow(q, owner.account, id)]);
  return view;
}

async function visibleParty(q: Queries, actor: Actor, party: string): Promise<PartyWithState> {
  if (party === actor.partyId || seesAll(actor) || actor.partyRoles.includes("operator")) {
    return partyFor(q, actor, party);
  }
  throw new Problem("not-found", { detail: "there is no such party, or its recoveries are not yours to see" });
}

async function viewRecoveries(
  q: Queries,
  actor: Actor,
  { frozen }: PartyWithState,
  rows: readonly RecoveryRow[],
): Promise<unknown[]> {
  const reasons = rows.flatMap(({ reason, close_reason }) => [reason, close_reason]);
  const [refOf, users, texts] = await Promise.all([
    partyRefs(
      q,
      rows.flatMap((row) => [row.proposed_by, row.confirmed_by, row.closed_by].filter((account) => account !== null)),
    ),
    userNames(
      q,
      rows.flatMap(({ signers }) => signers.map(({ key }) => key)),
    ),
    // Whoever sees a recovery has to be able to judge it.
    referenceTexts(q, actor, reasons, reasons),
  ]);
  const timeOf = (seconds: bigint | null): string | null => (seconds === null ? null : instantOfSeconds(seconds));
  const textOf = (hash: Hash | null): string | null => (hash === null ? null : (texts.get(hash) ?? null));
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    reason: textOf(row.reason),
    threshold: row.threshold,
    signers: row.signers.map(({ key, custody }) => ({ address: key, custody, user: users.get(key) ?? null })),
    proposedBy: refOf(row.proposed_by),
    proposedAt: instantOfSeconds(row.proposed_at),
    confirmedBy: row.confirmed_by && refOf(row.confirmed_by),
    confirmedAt: timeOf(row.confirmed_at),
    executableAt: timeOf(row.executable_at),
    closedBy: row.closed_by && refOf(row.closed_by),
    closedAt: timeOf(row.closed_at),
    closeReason: textOf(row.close_reason),
    cancellableBy: ["cancelled", "executed"].includes(row.state) ? [] : frozen ? ["guardian"] : ["signers", "guardian"],
  }));
}
