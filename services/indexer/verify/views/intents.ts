import { readOutcomeWord } from "../../../chain/outcomeWord.ts";
import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface IntentRow {
  readonly account: Address;
  readonly id: Hash;
  readonly outcome: string;
  readonly hash: Hash | null;
}

export const intents = viewCheck<IntentRow>({
  table: "intents",
  key: ["account", "id"],
  sql: "select account, id, outcome, hash from intents",
  views: ({ account: address, id }) => [{ contract: "PartyAccount", address, name: "outcomeOf", args: [id] }],
  compare({ outcome, hash }, [word]) {
    const recorded = readOutcomeWord(word?.[0] as Hash);
    return [
      ["outcome", outcome, recorded?.result ?? null],
      // The chain keeps the hash without its two lowest bits.
      ["hash", true, hash === null || (recorded?.isOf(hash) ?? false)],
    ];
  },
});
