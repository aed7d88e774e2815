import { minorUnitsOf } from "../amounts.ts";
import { Client, expectEqual } from "../client.ts";
import { act, admit } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import type { Told } from "../story.ts";
import { Scene } from "../tokenise/scene.ts";

const CREDIT_NOTE = "CN-2026-4";

/** The scene, with a supplier of the sub-supplier. */
export class TiersScene extends Scene {
  secondTier: StoryParty | undefined;

  /** What the second tier gets: a third of what the first got. */
  get deepPart(): bigint {
    return this.part / 3n;
  }

  get holders(): [StoryParty, bigint][] {
    const { supplier, subSupplier } = this.cast;
    if (!this.secondTier) throw new Error("the second tier joins before the split");
    return [
      [supplier, this.rest],
      [subSupplier, this.part - this.deepPart],
      [this.secondTier, this.deepPart],
    ];
  }
}

/** The sub-supplier pays its own supplier with part of its part. */
export async function splitAgain(scene: TiersScene): Promise<Told> {
  const { network, cast, receivable, amounts, today, deepPart } = scene;
  const registrar = new Client(network.url, network.credentials.registrar);
  const roles = ["enterprise"];
  const deep = await admit(network.url, registrar, { name: "Ashdown Pattern Makers", country: "FR", roles }, today);
  scene.secondTier = deep;
  const claim = `/v1/receivables/${receivable}`;
  const amount = amounts.money(deepPart);
  await act(cast.subSupplier, `${claim}/transfers`, { to: deep.id, amount, reference: "DEEP-11" });
  for (const [{ maker, name }, units] of scene.holders) {
    const { mine } = (await maker.get(claim)) as { mine: { amount: unknown } };
    expectEqual(mine.amount, amounts.money(units), `what ${name} holds`);
  }
  return {
    title: "The sub-supplier pays its own supplier with a third of what it got",
    lines: scene.holders.map(([{ name }, units]) => `${name.padEnd(28)} holds ${amounts.shown(units)}`),
    data: { holders: Object.fromEntries(scene.holders.map(([{ name }, units]) => [name, String(units)])) },
  };
}

/** A payment of an odd amount, a credit note, and a payment of the rest reach every holder to the unit. */
export async function payInParts(scene: TiersScene): Promise<Told> {
  const { cast, receivable, amounts, invoice } = scene;
  const claim = `/v1/receivables/${receivable}`;
  const first = invoice.payable / 3n + 1n;
  const credited = invoice.payable / 20n;
  await act(cast.buyer, `${claim}/payments`, { source: "ledger", amount: amounts.money(first) });
  const early = await withdrawableOf(scene);
  for (const [{ name }, units] of scene.holders) {
    const share = (units * first) / invoice.payable;
    expectEqual(String(early.get(name)), String(share), `what ${name} can withdraw of the first payment`);
  }
  const [, , deep] = scene.holders;
  if (deep) await act(deep[0], `${claim}/withdrawals`);

  const credit = { amount: amounts.money(credited), making: "owed", number: CREDIT_NOTE };
  await act(cast.supplier, `${claim}/credit-notes`, credit);
  await act(cast.buyer, `${claim}/credit-notes/acceptance`, { amount: credit.amount });
  await act(cast.supplier, `${claim}/withdrawals`);
  await act(cast.supplier, `${claim}/credit-payments`, { amount: credit.amount });
  const rest = invoice.payable - first - credited;
  await act(cast.buyer, `${claim}/payments`, { source: "ledger", amount: amounts.money(rest) });
  const { status } = await cast.buyer.maker.get(claim);
  expectEqual(status, "settled", "status after the last payment");
  return {
    title:
      "The buyer pays a third and a cent; a twentieth is credited, which the supplier owes and pays; the buyer pays the rest",
    lines: [
      `first ${amounts.shown(first)}: ${scene.holders.map(([{ name }]) => `${name} ${amounts.shown(early.get(name) ?? 0n)}`).join(", ")}`,
      `credited ${amounts.shown(credited)}, paid in by ${cast.supplier.name}`,
      `rest ${amounts.shown(rest)}; the claim is ${String(status)}`,
    ],
    data: { first: amounts.money(first), credited: credit.amount, rest: amounts.money(rest), status },
  };
}

async function withdrawableOf({ receivable, holders }: TiersScene): Promise<Map<string, bigint>> {
  const found = new Map<string, bigint>();
  for (const [{ maker, name }] of holders) {
    const { mine } = (await maker.get(`/v1/receivables/${receivable}`)) as { mine: { withdrawable: unknown } };
    found.set(name, minorUnitsOf(mine.withdrawable));
  }
  return found;
}

/** In all, each has got exactly the face of its units. */
export async function redeemAll(scene: TiersScene): Promise<Told> {
  const { receivable, amounts } = scene;
  const claim = `/v1/receivables/${receivable}`;
  for (const [holder, units] of scene.holders) {
    await act(holder, `${claim}/redemptions`);
    const { mine } = (await holder.maker.get(claim)) as { mine: { withdrawn: unknown } };
    const got = minorUnitsOf(mine.withdrawn);
    // What moved after a payment may have lost a fraction of a minor unit to rounding; nothing moved after one here.
    expectEqual(String(got), String(units), `what ${holder.name} got in all`);
  }
  return {
    title: "Every holder has the face of its units, to the unit",
    lines: scene.holders.map(([{ name }, units]) => `${name.padEnd(28)} ${amounts.shown(units)}`),
    data: { paid: Object.fromEntries(scene.holders.map(([{ name }, units]) => [name, String(units)])) },
  };
}
