import { StoryFailed } from "../client.ts";
import type { StoryParty } from "../parties.ts";
import { Scene } from "../tokenise/scene.ts";

/** The scene, with somebody who verifies. */
export class PolicyScene extends Scene {
  #verifier: StoryParty | undefined;
  /** The entry in the public register, once it is attested. */
  registration: string | undefined;

  get verifier(): StoryParty {
    if (!this.#verifier) throw new StoryFailed("an earlier step should have admitted the verifier");
    return this.#verifier;
  }

  set verifier(party: StoryParty) {
    this.#verifier = party;
  }
}
