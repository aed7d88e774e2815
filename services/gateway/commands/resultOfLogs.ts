import { toBeHex } from "ethers";

import { interfaceOf } from "../../chain/artifacts.ts";
import type { ContractName } from "../../chain/artifacts.ts";
import { decodeRevert } from "../../chain/revert.ts";
import type { RpcLog } from "../../chain/rpcTypes.ts";
import type { Hex } from "../../domain/brand.ts";
import { errorOfRevert } from "../problems/fromRevert.ts";

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
  { contract: "Attestations", event: "Attested", arg: "id", as: "attestation" },
  { contract: "Assets", event: "LienProposed", arg: "lien", as: "lien" },
  { contract: "Assets", event: "SaleOpened", arg: "sale", as: "sale" },
  { contract: "Facilities", event: "DrawRequested", arg: "drawdown", as: "drawdown", isHash: true },
  { contract: "PartyAccount", event: "RecoveryProposed", arg: "id", as: "recovery" },
];

/** An item of a bulk that the ledger skipped. */
export interface RefusedItem {
  /** Its place in the operation. */
  readonly index: number;
  readonly detail: string;
  readonly contractError: string;
  readonly arguments: unknown;
}

export function resultOfLogs(logs: readonly Pick<RpcLog, "topics" | "data">[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const refused: RefusedItem[] = [];
  for (const { topics, data } of logs) {
    for (const { contract, event, arg, as, isHash } of TOLD) {
      const told = interfaceOf(contract);
      if (topics[0] !== told.getEvent(event)?.topicHash) continue;
      const value: unknown = told.parseLog({ topics, data })?.args[arg];
      found[as] = isHash && typeof value === "bigint" ? toBeHex(value, 32) : String(value);
    }
    const skipped = interfaceOf("Bulk").parseLog({ topics, data });
    if (skipped?.name === "Refused") refused.push(refusedItem(skipped.args["index"], skipped.args["reason"]));
  }
  if (refused.length > 0) found["refused"] = refused;
  return found;
}

function refusedItem(index: unknown, reason: unknown): RefusedItem {
  const { detail, extra } = errorOfRevert(decodeRevert(reason as Hex));
  return { index: Number(index), detail, ...extra };
}
