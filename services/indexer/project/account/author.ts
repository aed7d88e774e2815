import type { Address, Hash } from "../../../domain/brand.ts";

/** IPartyAccount.Author: who has a step of a recovery taken, and under which of its intents. */
export interface Author {
  readonly [name: string]: Address | Hash;
  readonly actor: Address;
  readonly intent: Hash;
}
