import type { Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { claimFor } from "../queries/claims.ts";
import { requireParty } from "../queries/parties.ts";
import { requireOperator } from "./authority.ts";
import { callTo } from "./calls.ts";
import { amountOf, minorUnits } from "./money.ts";
import { Problem } from "../problems/problem.ts";
import { saltedReference } from "./reference.ts";

interface MoneyInput {
  readonly currency: string;
  readonly amount: string;
}

interface Order {
  /** The order of a court or an authority, kept beside the ledger, which holds its salted hash. */
  readonly reason: string;
}

/** An act of the enforcer on a claim, with the order it follows. */
async function enforce(
  context: Context,
  actor: Actor,
  id: string,
  order: Order & {
    readonly command: string;
    readonly args: (reason: Hash, currency: string) => Promise<readonly unknown[]>;
    readonly name: string;
  },
): Promise<Act> {
  requireOperator(context, actor, "enforces orders");
  const claim = await claimFor(context, actor, id);
  const reason = saltedReference(actor.partyId, order.command, order.reason);
  const args = await order.args(reason.hash, claim.currency);
  return {
    command: `receivable.${order.command}`,
    subject: id,
    calls: [callTo(context, "receivables", order.name, args)],
    result: { receivable: id, reason: reason.hash },
    store: reason.store,
  };
}

/** Units of a holder stay where they are until the order is lifted: it replaces what was frozen; nothing lifts it all. */
export async function freezeUnits(
  context: Context,
  actor: Actor,
  id: string,
  input: Order & { holder: string; amount: MoneyInput },
): Promise<Act> {
  return enforce(context, actor, id, {
    ...input,
    command: "freezeUnits",
    name: "freezeUnits",
    args: async (reason, currency) => {
      if (input.amount.currency !== currency) throw wrongCurrency(input.amount.currency, currency);
      return [await accountOf(context, input.holder, "/holder"), id, amountOf(input.amount, "/amount"), reason];
    },
  });
}

/** Units go to somebody else without their holder's signature. */
export async function forceTransfer(
  context: Context,
  actor: Actor,
  id: string,
  input: Order & { from: string; to: string; amount: MoneyInput },
): Promise<Act> {
  return enforce(context, actor, id, {
    ...input,
    command: "forceTransfer",
    name: "forceTransfer",
    args: async (reason, currency) => {
      const units = minorUnits(input.amount, currency, "/amount");
      const [from, to] = [await accountOf(context, input.from, "/from"), await accountOf(context, input.to, "/to")];
      return [from, to, id, units, reason];
    },
  });
}

/** What is due to a holder, frozen or not, is paid to whom the order names. */
export async function forceWithdrawal(
  context: Context,
  actor: Actor,
  id: string,
  input: Order & { holder: string; to: string },
): Promise<Act> {
  return enforce(context, actor, id, {
    ...input,
    command: "forceWithdrawal",
    name: "forcedWithdraw",
    args: async (reason) => {
      const [holder, to] = [
        await accountOf(context, input.holder, "/holder"),
        await accountOf(context, input.to, "/to"),
      ];
      return [id, holder, to, reason];
    },
  });
}

const accountOf = async ({ db }: Context, party: string, field: string): Promise<string> =>
  (await requireParty(db, party, field)).account;

const wrongCurrency = (given: string, settled: string): Problem =>
  new Problem("currency-mismatch", {
    detail: `the amount is in ${given}, this is settled in ${settled}`,
    field: "/amount/currency",
  });
