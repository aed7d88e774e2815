import { minorUnitsOf } from "../amounts.ts";
import { expectEqual, expectStatus } from "../client.ts";
import type { Json } from "../client.ts";
import { act } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import { DUE_IN_DAYS, GRACE_DAYS, sum } from "./scene.ts";
import type { DefaultScene } from "./scene.ts";

/** The due date and the days of grace pass; the buyer pays a fifth and stops. */
export async function fallIntoDefault(scene: DefaultScene): Promise<Told> {
  const { cast, receivable, amounts, paidByBuyer, loss } = scene;
  const early = await cast.financier.maker.post(`/v1/guarantees/${receivable}/demand`, { reason: "not paid yet" });
  expectStatus(early, [422], "a demand before the default");
  expectEqual(early.body["contractError"], "NotInDefault", "refusal before the default");
  scene.letPass(DUE_IN_DAYS + GRACE_DAYS + 2);
  const payment = { source: "ledger", amount: amounts.money(paidByBuyer) };
  await act(cast.buyer, `/v1/receivables/${receivable}/payments`, payment);
  const { overdue, due } = await cast.financier.maker.get(`/v1/receivables/${receivable}`);
  expectEqual([overdue, due], [true, amounts.money(loss)], "the claim after the due date");
  return {
    title: "The due date and ten days of grace pass; the buyer has paid a fifth and is insolvent",
    lines: [
      `Before that nobody can demand anything: ${String(early.body["detail"])}.`,
      `${amounts.shown(paidByBuyer)} paid, ${amounts.shown(loss)} not: that is the loss.`,
    ],
    data: { paid: amounts.money(paidByBuyer), loss: amounts.money(loss) },
  };
}

/** The financier demands cover; every layer pays its part out of its reserve, and the debt stays what it was. */
export async function payCovers(scene: DefaultScene): Promise<Told> {
  const { cast, receivable, amounts, guarantors, covers, covered, loss, retention, paidByBuyer, invoice } = scene;
  const path = `/v1/guarantees/${receivable}`;
  await act(cast.financier, `${path}/demand`, { reason: "the buyer has filed for insolvency" });
  const before = (await balances(cast.financier.maker))[invoice.currency] ?? 0n;
  for (const share of guarantors.keys()) await act(cast.financier, `${path}/payments`, { share });
  await act(cast.financier, `/v1/receivables/${receivable}/withdrawals`);
  const got = ((await balances(cast.financier.maker))[invoice.currency] ?? 0n) - before;
  expectEqual(String(got), String(paidByBuyer + covered), "what the financier got");
  const guarantee = (await cast.financier.maker.get(path)) as { layers: { shares: Json[] }[]; loss: unknown };
  const paid = guarantee.layers.flatMap(({ shares }) => shares.map((share) => share["paid"]));
  expectEqual(paid, covers.map(amounts.money), "what each layer paid");
  expectEqual(guarantee.loss, amounts.money(loss), "what the buyer owes after the cover");
  return {
    title: "The financier demands cover; each layer pays, the holder is paid, and the buyer owes as much as before",
    lines: [
      ...guarantors.map(({ name }, at) => `${name.padEnd(22)} pays ${amounts.shown(covers[at] ?? 0n)}`),
      `${cast.financier.name} has ${amounts.shown(got)} so far; ${amounts.shown(retention)} is its own retention.`,
      `The buyer still owes ${amounts.shown(minorUnitsOf(guarantee.loss))}.`,
    ],
    data: { covers: covers.map(amounts.money), retention: amounts.money(retention), loss: guarantee.loss },
  };
}

/** What is left of the reserves goes back. */
export async function releaseReserves(scene: DefaultScene): Promise<Told> {
  const { receivable, amounts, guarantors, reserves, covers } = scene;
  const path = `/v1/guarantees/${receivable}`;
  const left: bigint[] = [];
  for (const [share, guarantor] of guarantors.entries()) {
    const rest = (reserves[share] ?? 0n) - (covers[share] ?? 0n);
    left.push(rest);
    if (rest > 0n) await act(guarantor, `${path}/releases`, { share });
  }
  return {
    title: "The guarantors take back what they can no longer be asked for",
    lines: left.map((rest, at) => `${(guarantors[at]?.name ?? "").padEnd(22)} ${amounts.shown(rest)}`),
    data: { released: amounts.money(sum(left)) },
  };
}
