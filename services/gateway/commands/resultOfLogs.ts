import { interfaceOf } from "../../chain/artifacts.ts";
import type { RpcLog } from "../../chain/rpcTypes.ts";

/** Ids that only the ledger could give: the number of an ask or of a payout request, a recovery's hash. */
export function resultOfLogs(logs: readonly Pick<RpcLog, "topics" | "data">[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { topics, data } of logs) {
    const asked = interfaceOf("Market").parseLog({ topics, data });
    if (asked?.name === "Asked") found["ask"] = String(asked.args["ask"]);
    const requested = interfaceOf("Cash").parseLog({ topics, data });
    if (requested?.name === "PayoutRequested") found["payout"] = String(requested.args["id"]);
    const proposed = interfaceOf("PartyAccount").parseLog({ topics, data });
    if (proposed?.name === "RecoveryProposed") found["recovery"] = String(proposed.args["id"]);
  }
  return found;
}
