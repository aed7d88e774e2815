import type { Address } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { callToAccount } from "./calls.ts";
import { chooseSigners } from "./newSigners.ts";
import type { SignerChoice } from "./newSigners.ts";

export interface SignersInput {
  readonly threshold: number;
  readonly signers: readonly SignerChoice[];
}

export interface KeyChange {
  readonly act: Act;
  readonly madeKeys: readonly Address[];
}

/**
 * A party replaces its signers; whatever was signed before and not executed is void.
 *
 * @throws Problem forbidden, invalid-field, bad-signature
 */
export async function rotateSigners(
  context: Context,
  actor: Actor,
  id: string,
  { threshold, signers }: SignersInput,
): Promise<KeyChange> {
  if (id !== actor.partyId) {
    throw new Problem("forbidden", {
      detail: "a party changes its own signers; for one that has lost its keys the registrar proposes a recovery",
    });
  }
  const chosen = await chooseSigners(context, actor.partyId, signers, threshold);
  const act: Act = {
    command: "party.setSigners",
    subject: id,
    calls: [callToAccount(actor.account, "setSigners", [chosen.signers, threshold])],
    result: { party: id, signers: chosen.signers.map(({ key }) => key) },
    store: chosen.store,
  };
  return { act, madeKeys: chosen.madeKeys };
}
