import { recoveriesOf } from "../../../services/domain/guarantee.ts";
import { expectEqual } from "../client.ts";
import type { Json } from "../client.ts";
import { act } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import type { DefaultScene } from "./scene.ts";

const LATER_DAYS = 200;

/** Months later the insolvency's administrator pays a half of the debt: the holder first, then the last layer. */
export async function recoverLate(scene: DefaultScene): Promise<Told> {
  const { cast, receivable, amounts, guarantors, covers, retention, loss, invoice } = scene;
  scene.letPass(LATER_DAYS);
  const recovered = loss / 2n;
  await act(cast.bank, `/v1/receivables/${receivable}/payments`, {
    source: "wire",
    amount: amounts.money(recovered),
    bankReference: `dividend of the insolvency ${receivable.slice(2, 10)}`,
  });
  await act(cast.financier, `/v1/receivables/${receivable}/withdrawals`);
  const { mine } = (await cast.financier.maker.get(`/v1/receivables/${receivable}`)) as { mine: Json };
  expectEqual(mine["withdrawn"], amounts.money(invoice.payable), "what the financier has in all");
  const back = recoveriesOf(covers, recovered - retention);
  await fetchAll(scene, back);
  return {
    title:
      "Months later the administrator pays half of the debt: the holder becomes whole, then the last layer recovers",
    lines: [
      `${amounts.shown(recovered)} came in; ${amounts.shown(retention)} makes ${cast.financier.name} whole, the rest is the guarantors'`,
      ...back.map((amount, at) => `${(guarantors[at]?.name ?? "").padEnd(22)} ${amounts.shown(amount)}`).toReversed(),
    ],
    data: { recovered: amounts.money(recovered), back: back.map(amounts.money) },
  };
}

/** The rest is paid after all: every layer has back what it paid, and the claim is settled. */
export async function recoverAll(scene: DefaultScene): Promise<Told> {
  const { cast, receivable, amounts, guarantors, covers, retention, loss } = scene;
  const last = loss - loss / 2n;
  const before = recoveriesOf(covers, loss / 2n - retention);
  const wire = {
    source: "wire",
    amount: amounts.money(last),
    bankReference: `sale of assets ${receivable.slice(2, 10)}`,
  };
  await act(cast.bank, `/v1/receivables/${receivable}/payments`, wire);
  await fetchAll(
    scene,
    covers.map((paid, at) => paid - (before[at] ?? 0n)),
  );
  const { status, covered } = await cast.supplier.maker.get(`/v1/receivables/${receivable}`);
  expectEqual([status, covered], ["settled", amounts.money(0n)], "the claim in the end");
  const { exposure } = (await guarantors[0]?.maker.get("/v1/guarantees/exposure")) as { exposure: Json[] };
  const [fund] = exposure;
  const shown = [fund?.["paid"], fund?.["recovered"], fund?.["outstanding"]];
  expectEqual(shown, [covers[0] ?? 0n, covers[0] ?? 0n, 0n].map(amounts.money), "the fund's exposure");
  const { steps } = (await guarantors[0]?.maker.get(`/v1/receivables/${receivable}/provenance`)) as { steps: Json[] };
  return {
    title: "The rest comes in after all: every layer has back what it paid, the first layer last",
    lines: [
      `${amounts.shown(last)} came in; the claim is ${String(status)}, and nothing is owed to any guarantor`,
      `All of it stands in the claim's history of ${String(steps.length)} entries, which its guarantors read too.`,
    ],
    data: { status, covers: covers.map(amounts.money), history: steps.length },
  };
}

/** Every guarantor fetches exactly what came back for it. */
async function fetchAll({ receivable, guarantors, invoice }: DefaultScene, expected: readonly bigint[]): Promise<void> {
  const path = `/v1/guarantees/${receivable}`;
  for (const [share, guarantor] of guarantors.entries()) {
    const amount = expected[share] ?? 0n;
    const cash = async (): Promise<bigint> => (await balances(guarantor.maker))[invoice.currency] ?? 0n;
    const before = await cash();
    if (amount > 0n) await act(guarantor, `${path}/recoveries`, { share });
    else expectEqual((await guarantor.maker.post(`${path}/recoveries`, { share })).status, 422, "an early recovery");
    expectEqual(String((await cash()) - before), String(amount), `what came back to ${guarantor.name}`);
  }
}
