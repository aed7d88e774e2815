import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { claimFlagsOf } from "../queries/claimFlags.ts";
import { claimsFor } from "../queries/claims.ts";
import { callTo } from "./calls.ts";
import { storeDueZone } from "./dueZones.ts";
import { agreement } from "./receivables.ts";
import type { AcknowledgementInput } from "./receivables.ts";

/** A block has place for that many in one intent, with room to spare. */
const ITEMS_AN_INTENT = 100;

export interface RunItem extends AcknowledgementInput {
  readonly receivable: string;
}

/**
 * The debtor acknowledges the invoices of a payment run: one intent for each hundred. What the ledger refuses of them is
 * skipped, the others stand.
 *
 * @throws Problem not-found, invalid-field, currency-mismatch: then nothing is done at all
 */
export async function acknowledgeRun(context: Context, actor: Actor, items: readonly RunItem[]): Promise<Act[]> {
  const ids = items.map(({ receivable }) => receivable);
  const twice = ids.findIndex((id, at) => ids.indexOf(id) < at);
  if (twice >= 0) {
    const field = `/items/${String(twice)}/receivable`;
    throw new Problem("invalid-field", { detail: "this receivable stands in the run before", field });
  }
  const claims = await claimsFor(context, actor, ids, "/items");
  const agreed = claims.map((claim, at) => {
    const item = items[at] ?? { receivable: claim.id, waivers: [] };
    return { claim, item, ...agreement(claim, item, `/items/${String(at)}`) };
  });
  const flags = await claimFlagsOf(
    context,
    agreed.map(({ claim, dueAt }) => ({ ...claim, due_at: dueAt })),
  );
  const acts: Act[] = [];
  for (let from = 0; from < agreed.length; from += ITEMS_AN_INTENT) {
    const part = agreed.slice(from, from + ITEMS_AN_INTENT);
    const calls = [callTo(context, "bulk", "acknowledgeMany", [part.map(({ acknowledgement }) => acknowledgement)])];
    const told = part.map(({ claim, acknowledgement: { amount } }) => ({
      receivable: claim.id,
      amount: { currency: claim.currency, amount: String(amount) },
      flags: flags.get(claim.id) ?? [],
    }));
    acts.push({
      command: "receivable.acknowledgeMany",
      calls,
      items: part.length,
      result: { items: told },
      store: async (q) => {
        for (const { claim, item, dueAt, zone } of part)
          if (item.dueDate !== undefined) await storeDueZone(q, claim.id, dueAt, zone);
      },
    });
  }
  return acts;
}
