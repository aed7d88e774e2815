import { createHash, randomInt } from "node:crypto";

import { parseDate } from "../../../services/domain/date.ts";
import { amountsIn } from "../amounts.ts";
import { Client } from "../client.ts";
import type { StoryParty } from "../parties.ts";
import type { StoryNetwork } from "../story.ts";
import { made } from "../made.ts";

interface Cast {
  readonly startup: StoryParty;
  readonly coOwner: StoryParty;
  readonly bank: StoryParty;
  readonly fund: StoryParty;
  readonly appraiser: StoryParty;
  readonly surveyor: StoryParty;
  readonly rival: StoryParty;
}

/** What the story of two pledged patents knows so far. */
export class PledgeScene {
  readonly network: StoryNetwork;
  readonly registrar: Client;
  readonly today = parseDate(new Date().toISOString().slice(0, 10));
  readonly amounts = amountsIn("EUR");
  /** Numbers that no earlier telling of the story has used. */
  readonly numbers = { own: randomInt(10_000_000, 100_000_000), shared: randomInt(10_000_000, 100_000_000) };
  #cast: Cast | undefined;
  #assets: { own: string; shared: string } | undefined;
  #liens: Readonly<Record<"own" | "shared" | "behind", string>> | undefined;

  constructor(network: StoryNetwork) {
    this.network = network;
    this.registrar = new Client(network.url, network.credentials.registrar);
  }

  get cast(): Cast {
    return made(this.#cast, "the parties");
  }

  set cast(cast: Cast) {
    this.#cast = cast;
  }

  /** Ids of the startup's own patent and of the one it shares. */
  get assets(): { own: string; shared: string } {
    return made(this.#assets, "the patents");
  }

  set assets(assets: { own: string; shared: string }) {
    this.#assets = assets;
  }

  /** The bank's liens on both patents, and the fund's behind the first of them. */
  get liens(): Readonly<Record<"own" | "shared" | "behind", string>> {
    return made(this.#liens, "the liens");
  }

  set liens(liens: Readonly<Record<"own" | "shared" | "behind", string>>) {
    this.#liens = liens;
  }
}

/** Hash of a document that the story only names. */
export const hashOf = (document: string): string => `0x${createHash("sha256").update(document).digest("hex")}`;
