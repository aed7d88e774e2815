import type { StoryInvoice } from "./invoice.ts";
import { takeOwnKey } from "./lostKey/ownKey.ts";
import { check } from "./offlineProof/check.ts";
import { checkpoint } from "./offlineProof/checkpoint.ts";
import { disclose } from "./offlineProof/disclose.ts";
import { exportProof } from "./offlineProof/exportProof.ts";
import { forge } from "./offlineProof/forge.ts";
import { inspect } from "./offlineProof/inspect.ts";
import { OfflineScene } from "./offlineProof/scene.ts";
import { tearDown } from "./offlineProof/tearDown.ts";
import { redeem, trade } from "./offlineProof/trade.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";
import { acknowledge } from "./tokenise/acknowledge.ts";
import { admitParties } from "./tokenise/admit.ts";
import { pay } from "./tokenise/pay.ts";
import { register } from "./tokenise/register.ts";
import { transfer } from "./tokenise/transfer.ts";

const STEPS: Readonly<Record<string, Step<OfflineScene>>> = {
  admit: admitParties,
  register,
  acknowledge,
  transfer,
  "own-key": takeOwnKey,
  trade,
  pay,
  redeem,
  inspect,
  disclose,
  checkpoint,
  export: exportProof,
  "tear-down": tearDown,
  check,
  forge,
};

/** An auditor takes a claim's proof home; the service is stopped and deleted; the proof still proves. */
export async function* offlineProof(network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> {
  const scene = new OfflineScene(network, document);
  try {
    yield* play(STEPS, scene);
  } finally {
    scene.tidy();
  }
}
