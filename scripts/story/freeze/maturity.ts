import { minorUnitsOf } from "../amounts.ts";
import { expectEqual, StoryFailed } from "../client.ts";
import { governs } from "../governs.ts";
import { act } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import type { Scene } from "../tokenise/scene.ts";

/** At maturity the debtor pays: the freeze of one holder stops neither the payment nor the other holder. */
export async function mature({ cast, receivable, amounts, invoice, part, rest }: Scene): Promise<Told> {
  const { bank, financier, subSupplier } = cast;
  const claim = `/v1/receivables/${receivable}`;
  await act(bank, `${claim}/payments`, {
    source: "wire",
    amount: amounts.money(invoice.payable),
    bankReference: `wire ${receivable.slice(2, 10)}`,
  });
  await act(subSupplier, `${claim}/redemptions`);
  expectEqual(String((await balances(subSupplier.maker))[invoice.currency]), String(part), "what the other holder got");
  const refused = await financier.maker.post(`${claim}/withdrawals`, {});
  if (refused.status !== 422) throw new StoryFailed(`the frozen holder withdrew: ${JSON.stringify(refused.body)}`);
  const { status, mine } = (await financier.maker.get(claim)) as { status: string; mine: { withdrawable: unknown } };
  expectEqual([status, String(minorUnitsOf(mine.withdrawable))], ["settled", String(rest)], "the claim at maturity");
  return {
    title: "The claim falls due: the buyer pays in full, the other holder redeems; the frozen holder's share waits",
    lines: [
      `${amounts.shown(part)} to ${subSupplier.name}`,
      `${amounts.shown(rest)} wait for ${financier.name}: ${String(refused.body["detail"])}`,
    ],
    data: { status, waiting: amounts.money(rest), refused: refused.body["contractError"] },
  };
}

/** The order is lifted: two people of the governor unfreeze, and the holder gets to the cent what waited. */
export async function release(scene: Scene): Promise<Told> {
  const { network, cast, receivable, amounts, invoice, rest } = scene;
  const { financier } = cast;
  const cash = async (): Promise<bigint> => (await balances(financier.maker))[invoice.currency] ?? 0n;
  const before = await cash();
  await governs(network, `/v1/parties/${financier.id}/unfreeze`, { reason: "order 12-2026 lifted" });
  await act(financier, `/v1/receivables/${receivable}/redemptions`);
  expectEqual(String((await cash()) - before), String(rest), "what the holder got in the end");
  return {
    title: "The order is lifted: two people of the governor unfreeze the party, which redeems",
    lines: [`${amounts.shown(rest)} to ${financier.name}, to the cent`],
    data: { paid: amounts.money(rest) },
  };
}
