import { expectEqual } from "../client.ts";
import type { Json } from "../client.ts";
import { KeyHolder } from "../keyHolder.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { LostKeyScene } from "./scene.ts";

/** The financier exchanges the key that the operator keeps for one of its own. */
export async function takeOwnKey(scene: LostKeyScene): Promise<Told> {
  const { financier } = scene.cast;
  const owner = new KeyHolder(financier.maker);
  const { id } = await scene.user();
  await act(financier, `${scene.party}/signers`, { threshold: 1, signers: [await owner.choice(financier.id, id)] });
  scene.owner = owner;
  const told = await financier.maker.get(`${scene.party}/signers`);
  const epochs = told["epochs"] as { epoch: number; cause: string; signers: Json[] }[];
  expectEqual(
    epochs.map(({ epoch, cause, signers }) => [epoch, cause, signers.map(({ custody }) => custody)]),
    [
      [1, "admission", ["custodial"]],
      [2, "rotation", ["external"]],
    ],
    "the financier's signer epochs",
  );
  return {
    title: `${financier.name} signs with a key of its own from now on: the account stays the same, no token moves`,
    lines: [`signer ${owner.address}, epoch 2; what was signed under epoch 1 is void`],
    data: { signer: owner.address, epoch: 2 },
  };
}
