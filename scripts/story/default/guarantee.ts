import { minorUnitsOf } from "../amounts.ts";
import { Client, expectEqual } from "../client.ts";
import type { Json } from "../client.ts";
import { act, admit } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import { DUE_IN_DAYS, GRACE_DAYS, GUARANTORS, VALID_DAYS, sum } from "./scene.ts";
import type { DefaultScene } from "./scene.ts";

const DAY_MS = 86_400_000;

/** The buyer acknowledges a debt that is due in a month. */
export async function acknowledge({ cast, receivable, dueDate, invoice, amounts }: DefaultScene): Promise<Told> {
  await act(cast.buyer, `/v1/receivables/${receivable}/acknowledgement`, { waivers: ["defences", "set-off"], dueDate });
  return {
    title: "The buyer acknowledges and waives its defences and set-off",
    lines: [`${amounts.shown(invoice.payable)}, due on ${dueDate}, in ${String(DUE_IN_DAYS)} days`],
    data: { dueDate },
  };
}

/** A government fund, a bank and an insurer join; the supplier offers them three layers. */
export async function offerLayers(scene: DefaultScene): Promise<Told> {
  const { network, cast, receivable, amounts, invoice, today, layers, premiums, reserves } = scene;
  const registrar = new Client(network.url, network.credentials.registrar);
  const join = { country: "DE", roles: ["guarantor"] };
  scene.guarantors = await Promise.all(
    GUARANTORS.map(async (name) => admit(network.url, registrar, { ...join, name }, today)),
  );
  const money = [...scene.guarantors.map(({ id }, at) => [id, reserves[at] ?? 0n] as const)];
  for (const [party, amount] of [...money, [cast.supplier.id, sum(premiums)] as const]) {
    const bankReference = `for the guarantee ${party.slice(2, 10)} ${receivable.slice(2, 10)}`;
    await act(cast.bank, "/v1/cash/deposits", { party, amount: amounts.money(amount), bankReference });
  }
  const validUntil = new Date(Date.parse(`${scene.dueDate}T00:00:00Z`) + VALID_DAYS * DAY_MS).toISOString();
  await act(cast.supplier, "/v1/guarantees", {
    receivable,
    graceDays: GRACE_DAYS,
    layers: layers.map(({ bps, cap }, at) => {
      const [premium, reserve] = [amounts.money(premiums[at] ?? 0n), amounts.money(reserves[at] ?? 0n)];
      const shares = [{ guarantor: scene.guarantors[at]?.id, weight: 1, premium, reserve }];
      return { bps, cap: amounts.money(cap), validUntil, shares };
    }),
  });
  const borne = layers.map(({ bps, cap }, at) =>
    bps === 0
      ? `${GUARANTORS[at] ?? ""}: the first loss, up to ${amounts.shown(cap)}`
      : `${GUARANTORS[at] ?? ""}: ${String(bps / 100)} % of the loss, up to ${amounts.shown(cap)}`,
  );
  const own = invoice.payable - sum(reserves);
  return {
    title: "The supplier offers a guarantee in three layers: to a government fund, a bank and an insurer",
    lines: [
      ...borne.map((line, at) => `${String(at + 1)}. ${line}; premium ${amounts.shown(premiums[at] ?? 0n)}`),
      `If the buyer paid nothing at all, ${amounts.shown(own)} would be the holder's own loss: no layer covers it.`,
      `Cover can be demanded ${String(GRACE_DAYS)} days after the due date, for ${String(VALID_DAYS)} days.`,
    ],
    data: { layers: layers.map(({ bps, cap }) => ({ bps, cap: amounts.money(cap) })), validUntil },
  };
}

/** Each guarantor accepts the terms that it has read, sets its reserve aside, and gets its premium. */
export async function acceptLayers(scene: DefaultScene): Promise<Told> {
  const { cast, receivable, amounts, guarantors, premiums, reserves, invoice } = scene;
  const path = `/v1/guarantees/${receivable}`;
  for (const [share, guarantor] of guarantors.entries()) {
    const { terms } = await guarantor.maker.get(path);
    await act(guarantor, `${path}/acceptances`, { share, terms });
    await act(cast.supplier, `${path}/premiums`, { share });
    const cash = (await balances(guarantor.maker))[invoice.currency] ?? 0n;
    expectEqual(String(cash), String(premiums[share]), `what ${guarantor.name} has beside its reserve`);
  }
  const { layers } = (await cast.supplier.maker.get(path)) as { layers: { shares: Json[] }[] };
  const inForce = layers.flatMap(({ shares }) => shares.map(({ inForce }) => inForce));
  expectEqual(inForce, [true, true, true], "cover in force");
  return {
    title: "All three accept, set their reserves aside on the ledger, and are paid their premiums",
    lines: guarantors.map(
      ({ name }, at) =>
        `${name.padEnd(22)} reserve ${amounts.shown(reserves[at] ?? 0n)}, premium ${amounts.shown(premiums[at] ?? 0n)}`,
    ),
    data: { reserves: reserves.map(amounts.money), premiums: premiums.map(amounts.money) },
  };
}

/** The financier buys the whole claim, and sees the cover before it does. */
export async function sellCovered({ cast, receivable, amounts, invoice }: DefaultScene): Promise<Told> {
  const { supplier, financier } = cast;
  const amount = amounts.money(invoice.payable);
  const price = amounts.money((invoice.payable * 98n) / 100n);
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const asked = await act(supplier, "/v1/asks", { receivable, amount, price, expiresAt, buyers: [financier.id] });
  const { ask } = asked["result"] as { ask: string };
  await act(financier, `/v1/asks/${ask}/takes`, { amount, limit: price });
  await financier.maker.get(`/v1/guarantees/${receivable}`);
  return {
    title: "The financier buys the covered claim",
    lines: [`${amounts.shown(invoice.payable)} for ${amounts.shown(minorUnitsOf(price))}`],
    data: { ask, price },
  };
}
