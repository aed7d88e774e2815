import { CUSTODY_CODES } from "../../chain/signer.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { partyById } from "../queries/parties.ts";
import type { PartyRow } from "../queries/parties.ts";
import { recoveryRow } from "../queries/recoveries.ts";
import type { RecoveryRow } from "../queries/recoveries.ts";
import { requireGovernor, requireOperator } from "./authority.ts";
import { callTo, callToAccount } from "./calls.ts";
import { chooseSigners } from "./newSigners.ts";
import { saltedReference } from "./reference.ts";
import type { KeyChange, SignersInput } from "./signers.ts";

export interface RecoveryPath {
  readonly id: string;
  readonly recovery: string;
}

/**
 * The registrar proposes to give a party that has lost its keys other signers, who prove to hold theirs.
 *
 * @throws Problem forbidden, not-found, invalid-field, bad-signature
 */
export async function proposeRecovery(
  context: Context,
  actor: Actor,
  id: string,
  input: SignersInput & { readonly reason: string },
): Promise<KeyChange> {
  requireOperator(context, actor, "proposes a recovery");
  const party = await requireKnown(context, id);
  const kept = input.signers.findIndex(({ keep }) => keep === true);
  if (kept !== -1) {
    const field = `/signers/${String(kept)}/keep`;
    throw new Problem("invalid-field", { detail: "a recovery gives new keys", field });
  }
  const chosen = await chooseSigners(context, party.id, input.signers, input.threshold);
  const reason = saltedReference(actor.partyId, "recovery", input.reason);
  const { signers, possession } = chosen;
  const args = [party.account, signers, input.threshold, possession, reason.hash];
  const act: Act = {
    command: "party.proposeRecovery",
    subject: id,
    calls: [callTo(context, "parties", "proposeRecovery", args)],
    result: { party: id, signers: signers.map(({ key }) => key) },
    store: async (q) => {
      await chosen.store(q);
      await reason.store(q);
    },
  };
  return { act, madeKeys: chosen.madeKeys };
}

/** The governor agrees; from then on the delay runs. @throws Problem forbidden, not-found */
export async function confirmRecovery(context: Context, actor: Actor, path: RecoveryPath): Promise<Act> {
  requireGovernor(context, actor, "confirms a recovery");
  const { party } = await found(context, path);
  return {
    command: "party.confirmRecovery",
    subject: path.id,
    calls: [callTo(context, "parties", "confirmRecovery", [party.account, path.recovery])],
    result: { party: path.id, recovery: path.recovery },
  };
}

/** The party's own signers give it up, or the guardian does. @throws Problem forbidden, not-found */
export async function cancelRecovery(
  context: Context,
  actor: Actor,
  path: RecoveryPath,
  input: { readonly reason: string },
): Promise<Act> {
  const isOwn = path.id === actor.partyId;
  if (!isOwn) requireGovernor(context, actor, "or the party itself cancels a recovery");
  const { party } = await found(context, path);
  const reason = saltedReference(actor.partyId, "recovery-cancellation", input.reason);
  const call = isOwn
    ? callToAccount(party.account, "cancelRecovery", [path.recovery, reason.hash])
    : callTo(context, "parties", "cancelRecovery", [party.account, path.recovery, reason.hash]);
  return {
    command: "party.cancelRecovery",
    subject: path.id,
    calls: [call],
    result: { party: path.id, recovery: path.recovery },
    store: reason.store,
  };
}

/** Anyone has a confirmed recovery carried out once its delay has passed. @throws Problem not-found */
export async function executeRecovery(context: Context, actor: Actor, path: RecoveryPath): Promise<Act> {
  const { party, recovery } = await found(context, path);
  // An account's own intent may order nothing of the account but a change of signers: somebody else asks for it.
  if (actor.account === party.account) {
    throw new Problem("forbidden", { detail: "any other party may carry a recovery out, the registrar for one" });
  }
  const signers = recovery.signers.map(({ key, custody }) => ({ key, custody: CUSTODY_CODES[custody] }));
  const args = [path.recovery, signers, recovery.threshold];
  return {
    command: "party.executeRecovery",
    subject: path.id,
    calls: [callToAccount(party.account, "executeRecovery", args)],
    ...(recovery.executable_at !== null && { notBefore: recovery.executable_at }),
    result: { party: path.id, recovery: path.recovery },
  };
}

async function requireKnown({ db }: Context, id: string): Promise<PartyRow> {
  const party = await partyById(db, id);
  if (!party) throw new Problem("not-found", { detail: "no party has this id" });
  return party;
}

async function found(context: Context, path: RecoveryPath): Promise<{ party: PartyRow; recovery: RecoveryRow }> {
  const party = await requireKnown(context, path.id);
  return { party, recovery: await recoveryRow(context.db, party.account, path.recovery) };
}
