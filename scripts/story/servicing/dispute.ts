import { expectEqual, expectStatus } from "../client.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { Scene } from "../tokenise/scene.ts";

const WHY = "a tenth of the beams came bent";
const CREDIT_NOTE = "CN-2026-3";
const WEEK_MS = 7 * 86_400_000;

/** A tenth of the invoice, which the goods were not worth. */
export const tenth = ({ invoice }: Scene): bigint => invoice.payable / 10n;

/** The buyer disputes a part: from then on nothing of the claim can be sold or passed on. */
export async function dispute(scene: Scene): Promise<Told> {
  const { cast, receivable, amounts } = scene;
  const claim = `/v1/receivables/${receivable}`;
  const amount = amounts.money(tenth(scene));
  const resolveBy = new Date(Date.now() + WEEK_MS).toISOString();
  await act(cast.buyer, `${claim}/dispute`, { amount, resolveBy, reason: WHY });
  const passedOn = await cast.financier.maker.post(`${claim}/transfers`, {
    to: cast.subSupplier.id,
    amount: amounts.money(1n),
    reference: "anything",
  });
  expectStatus(passedOn, [422], "a transfer of a disputed claim");
  expectEqual(passedOn.body["contractError"], "ERC7943CannotTransfer", "refusal while disputed");
  const seen = (await cast.supplier.maker.get(claim))["dispute"] as { amount: unknown; reason: string };
  expectEqual(seen.amount, amount, "the dispute as the supplier sees it");
  expectEqual(seen.reason, WHY, "the reason as the supplier sees it");
  const toHolder = (await cast.financier.maker.get(claim))["dispute"] as { reason: string | null };
  expectEqual(toHolder.reason, null, "the reason as a holder sees it");
  return {
    title: "The buyer disputes a tenth of the invoice; units stand still, payments would not",
    lines: [`${amounts.shown(tenth(scene))} disputed until ${resolveBy}: "${WHY}"`, String(passedOn.body["detail"])],
    data: { disputed: amount, resolveBy },
  };
}

/** The supplier credits what was disputed and pays it to the holders; the buyer owes that much less. */
export async function credit(scene: Scene): Promise<Told> {
  const { cast, receivable, amounts, invoice, part } = scene;
  const claim = `/v1/receivables/${receivable}`;
  const amount = amounts.money(tenth(scene));
  await act(cast.supplier, `${claim}/credit-notes`, { amount, making: "paid", number: CREDIT_NOTE });
  const open = (await cast.buyer.maker.get(claim))["creditNote"] as { number: string };
  expectEqual(open.number, CREDIT_NOTE, "the credit note as the buyer sees it");
  await act(cast.buyer, `${claim}/credit-notes/acceptance`, { amount });
  const told = await cast.buyer.maker.get(claim);
  expectEqual(told["due"], amounts.money(invoice.payable - tenth(scene)), "what the buyer still owes");
  expectEqual(told["diluted"], amount, "what credit notes took off");
  expectEqual(told["sellerDue"], amounts.money(0n), "what the supplier still owes");
  expectEqual(told["dispute"], null, "the dispute after the credit note");
  const { mine } = (await cast.subSupplier.maker.get(claim)) as { mine: { withdrawable: unknown } };
  const share = (part * tenth(scene)) / invoice.payable;
  expectEqual(mine.withdrawable, amounts.money(share), "the sub-supplier's share of what the supplier paid in");
  return {
    title: `The supplier issues credit note ${CREDIT_NOTE}; the buyer accepts it, and the supplier makes it good to the holders`,
    lines: [
      `The buyer owes ${amounts.shown(invoice.payable - tenth(scene))} instead of ${amounts.shown(invoice.payable)}.`,
      `The supplier pays ${amounts.shown(tenth(scene))} in; ${cast.subSupplier.name} can withdraw ${amounts.shown(share)} of it.`,
    ],
    data: { credited: amount, due: told["due"] },
  };
}

/** The buyer pays what is left; the holders get the face of their units in all. */
export async function payRest(scene: Scene): Promise<Told> {
  const { cast, receivable, amounts, invoice } = scene;
  const claim = `/v1/receivables/${receivable}`;
  const rest = invoice.payable - tenth(scene);
  await act(cast.buyer, `${claim}/payments`, { source: "ledger", amount: amounts.money(rest) });
  const { status } = await cast.buyer.maker.get(claim);
  expectEqual(status, "settled", "status after the payment");
  return {
    title: "The buyer pays the rest at maturity; the claim is settled",
    lines: [`${amounts.shown(rest)} on the ledger`],
    data: { paid: amounts.money(rest), status },
  };
}
