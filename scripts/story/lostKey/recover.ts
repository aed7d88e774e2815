import { expectEqual } from "../client.ts";
import { expectRefused } from "../expectRefused.ts";
import { governs } from "../governs.ts";
import { KeyHolder } from "../keyHolder.ts";
import type { Told } from "../story.ts";
import { act } from "../parties.ts";
import type { LostKeyScene } from "./scene.ts";

const REASON = "board resolution and notarised identification of 2026-11-23";

/** With less than this left of the delay an attempt may no longer be early when it arrives. */
const EARLY_MS = 3_000;

/** The registrar proposes new signers, the governor confirms; the thief can neither cancel nor hasten. */
export async function propose(scene: LostKeyScene): Promise<Told> {
  const { registrar, party, cast } = scene;
  const { id } = await scene.user();
  // Whoever the registrar has identified shows, through the registrar, that it holds the new key.
  const holder = new KeyHolder(registrar);
  const signers = [await holder.choice(cast.financier.id, id, "hsm")];
  const proposed = await registrar.act(`${party}/recoveries`, { threshold: 1, signers, reason: REASON });
  expectEqual(proposed["status"], "done", "proposal");
  const { recovery } = proposed["result"] as { recovery: string };
  scene.recovery = `${party}/recoveries/${recovery}`;
  scene.owner = holder;
  await governs(scene.network, `${scene.recovery}/confirmation`);
  const cancelled = await scene.thief.tries(`${scene.recovery}/cancellation`, { reason: "I am the holder" });
  const why = expectRefused(cancelled, "FrozenPartyCannotCancel", "the thief's cancellation");
  const shown = await registrar.get(scene.recovery);
  expectEqual([shown["state"], shown["cancellableBy"]], ["confirmed", ["guardian"]], "the recovery");
  if (Date.parse(String(shown["executableAt"])) - Date.now() > EARLY_MS) {
    const early = await registrar.post(`${scene.recovery}/execution`, {});
    expectRefused(early, "RecoveryTooEarly", "an execution before its time");
  }
  return {
    title: "The registrar proposes new signers, who prove their keys; two people of the governor confirm",
    lines: [
      `recovery ${recovery.slice(0, 10)}..., "${REASON}", to be carried out from ${String(shown["executableAt"])} on`,
      `the thief tries to cancel: ${why}`,
    ],
    data: { recovery, executableAt: shown["executableAt"], refused: "FrozenPartyCannotCancel" },
  };
}

/** Meanwhile the debtor pays what is due: a freeze stops no payment into the claim. */
export async function payMeanwhile({ cast, receivable, amounts, invoice }: LostKeyScene): Promise<Told> {
  const path = `/v1/receivables/${receivable}`;
  await act(cast.bank, `${path}/payments`, {
    source: "wire",
    amount: amounts.money(invoice.payable),
    bankReference: `wire ${receivable.slice(2, 10)}`,
  });
  const { status, mine } = (await cast.financier.maker.get(path)) as {
    status: string;
    mine: { withdrawable: unknown };
  };
  expectEqual(status, "settled", "status of the claim");
  return {
    title: "Meanwhile the buyer pays in full: a freeze stops no payment into the claim",
    lines: ["the frozen holder's share waits for it"],
    data: { status, withdrawable: mine.withdrawable },
  };
}
