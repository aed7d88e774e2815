import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { OfflineScene } from "./scene.ts";

/** The financier buys the rest, and signs that with the key that only it holds. */
export async function trade({ cast, receivable, amounts, rest, owner }: OfflineScene): Promise<Told> {
  const { supplier, financier } = cast;
  const [amount, price] = [amounts.money(rest), amounts.money((rest * 96n) / 100n)];
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const asked = await act(supplier, "/v1/asks", { receivable, amount, price, expiresAt, buyers: [financier.id] });
  const { ask } = asked["result"] as { ask: string };
  await owner.act(`/v1/asks/${ask}/takes`, { amount, limit: price });
  return {
    title: `${financier.name} buys the rest; its own key signs, the service only relays`,
    lines: [`${amounts.shown(rest)} for ${amounts.shown((rest * 96n) / 100n)}, ask ${ask}`],
    data: { ask, price },
  };
}

export async function redeem({ cast, receivable, owner }: OfflineScene): Promise<Told> {
  const path = `/v1/receivables/${receivable}/redemptions`;
  await act(cast.subSupplier, path);
  await owner.act(path);
  const { historyLength, historyHead } = await cast.supplier.maker.get(`/v1/receivables/${receivable}`);
  return {
    title: "Both holders redeem; the claim is closed",
    lines: [`${String(historyLength)} events, history head ${String(historyHead)}`],
    data: { historyLength, historyHead },
  };
}
