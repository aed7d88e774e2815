import type { Json, Client } from "./client.ts";
import { StoryFailed } from "./client.ts";

/** The service that a story is played against, and the keys of the network's own users. */
export interface StoryNetwork {
  readonly url: string;
  readonly credentials: {
    readonly registrar: string;
    readonly governorMaker: string;
    readonly governorChecker: string;
  };
  /** Stops the service and deletes all that it has; only of a network that is there for the story alone. */
  readonly end?: () => Promise<void>;
  /** Lets days pass on a network whose clock can be moved: from the next block on. */
  readonly letPass?: (days: number) => void;
}

/** What a step tells when it held. */
export interface Told {
  readonly title: string;
  /** What happened, for people. */
  readonly lines: readonly string[];
  /** Ids and amounts (minor units, decimal strings), for programs. */
  readonly data: Json;
}

export interface StoryStep extends Told {
  readonly step: string;
}

/** A step acts, checks what came of it, and throws StoryFailed at the first thing that is off. */
export type Step<S> = (scene: S) => Promise<Told>;

/** Plays the steps in order. @throws StoryFailed that names the step which did not hold */
export async function* play<S>(steps: Readonly<Record<string, Step<S>>>, scene: S): AsyncGenerator<StoryStep> {
  for (const [step, act] of Object.entries(steps)) {
    try {
      yield { step, ...(await act(scene)) };
    } catch (error) {
      throw new StoryFailed(error instanceof Error ? error.message : String(error), { cause: error, step });
    }
  }
}

/** The balances of a user's party, by currency. */
export async function balances(client: Client): Promise<Record<string, bigint>> {
  const { items } = (await client.get("/v1/cash")) as { items: { currency: string; amount: string }[] };
  return Object.fromEntries(items.map(({ currency, amount }) => [currency, BigInt(amount)]));
}
