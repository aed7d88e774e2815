import { toBeHex } from "ethers";

import { interfaceOf } from "../../chain/artifacts.ts";
import type { ContractName } from "../../chain/artifacts.ts";
import type { RpcLog } from "../../chain/rpcTypes.ts";

/** What only the ledger could say, by the event that says it: numbers that it gives, and prices that it computes. */
const TOLD: readonly { contract: ContractName; event: string; arg: string; as: string; isHash?: true }[] = [
  { contract: "Market", event: "Asked", arg: "ask", as: "ask" },
  { contract: "Market", event: "AskTaken", arg: "paid", as: "paid" },
  { contract: "Market", event: "BidPlaced", arg: "bid", as: "bid" },
  { contract: "Market", event: "BidAccepted", arg: "paid", as: "paid" },
  { contract: "Market", event: "RoundClosed", arg: "winner", as: "winner" },
  { contract: "StandingOffers", event: "StandingOfferMade", arg: "offer", as: "standingOffer" },
  { contract: "StandingOffers", event: "StandingOfferTaken", arg: "paid", as: "paid" },
  { contract: "Cash", event: "PayoutRequested", arg: "id", as: "payout" },
  { contract: "Assets", event: "LienProposed", arg: "lien", as: "lien" },
  { contract: "Facilities", event: "DrawRequested", arg: "drawdown", as: "drawdown", isHash: true },
  { contract: "PartyAccount", event: "RecoveryProposed", arg: "id", as: "recovery" },
];

export function resultOfLogs(logs: readonly Pick<RpcLog, "topics" | "data">[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { topics, data } of logs) {
    for (const { contract, event, arg, as, isHash } of TOLD) {
      const told = interfaceOf(contract);
      if (topics[0] !== told.getEvent(event)?.topicHash) continue;
      const value: unknown = told.parseLog({ topics, data })?.args[arg];
      found[as] = isHash && typeof value === "bigint" ? toBeHex(value, 32) : String(value);
    }
  }
  return found;
}
