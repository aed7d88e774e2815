import { expectEqual } from "../client.ts";
import { expectRefused } from "../expectRefused.ts";
import { KeyHolder } from "../keyHolder.ts";
import type { Told } from "../story.ts";
import { IBAN } from "../tokenise/scene.ts";
import type { LostKeyScene } from "./scene.ts";

/** A thief has the financier's keys; the enforcer freezes the party, and the keys move nothing any more. */
export async function theft(scene: LostKeyScene): Promise<Told> {
  const { cast, registrar, party, receivable, amounts } = scene;
  const { financier, subSupplier } = cast;
  const thief = scene.owner.stolen(financier.maker);
  const frozen = await registrar.act(`${party}/freeze`, {
    reason: "police report 2026-4711: laptop and backup stolen",
  });
  expectEqual(frozen["status"], "done", "freeze");
  const one = amounts.money(1n);
  const claim = await thief.tries(`/v1/receivables/${receivable}/transfers`, {
    to: subSupplier.id,
    amount: one,
    reference: "loot",
  });
  const cash = await thief.tries("/v1/cash/payouts", { amount: one, iban: IBAN });
  const refused = [
    expectRefused(claim, "ERC7943CannotSend", "the thief's transfer"),
    expectRefused(cash, "CannotSend", "the thief's payout"),
  ];
  scene.thief = new KeyHolder(financier.maker);
  const { id } = await scene.user();
  await thief.act(`${party}/signers`, { threshold: 1, signers: [await scene.thief.choice(financier.id, id)] });
  return {
    title: "A thief takes the financier's keys; the enforcer freezes the party, with a reason",
    lines: [
      ...refused.map((why) => `the thief tries: ${why}`),
      "the thief even changes the signers: only it can sign now",
    ],
    data: { freeze: frozen["id"], refused: ["ERC7943CannotSend", "CannotSend"], epoch: 3 },
  };
}
