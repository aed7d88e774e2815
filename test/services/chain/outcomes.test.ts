import { expect } from "chai";

import { interfaceOf } from "../../../services/chain/artifacts.ts";
import { outcomesOf } from "../../../services/chain/outcomes.ts";
import type { RelayItem } from "../../../services/chain/relayTransaction.ts";
import type { RpcLog, RpcReceipt } from "../../../services/chain/rpcTypes.ts";
import type { Address, Hash, Hex } from "../../../services/domain/brand.ts";
import { intentOf, randomHash } from "./acting.ts";
import { refused } from "./refusal.ts";

const RELAY = `0x${"7e".repeat(20)}` as Address;
const ACCOUNT = `0x${"ac".repeat(20)}` as Address;

const itemOf = (): RelayItem => ({ account: ACCOUNT, intent: intentOf([]), signatures: "0x" });

function logOf(address: Address, contract: "PartyAccount" | "Relay", event: string, args: readonly unknown[]): RpcLog {
  const { topics, data } = interfaceOf(contract).encodeEventLog(event, args);
  const place = { blockNumber: "0x1", blockHash: randomHash(), transactionHash: randomHash() } as const;
  return { address, topics: topics as Hash[], data: data as Hex, ...place, transactionIndex: "0x0", logIndex: "0x0" };
}

const receiptOf = (logs: readonly RpcLog[]): RpcReceipt => ({
  transactionHash: randomHash(),
  transactionIndex: "0x0",
  blockNumber: "0x1",
  blockHash: randomHash(),
  from: ACCOUNT,
  to: RELAY,
  contractAddress: null,
  type: "0x0",
  status: "0x1",
  gasUsed: "0x0",
  cumulativeGasUsed: "0x0",
  logsBloom: "0x",
  logs,
});

describe("outcomes in a receipt", () => {
  it("are believed of an account only", async () => {
    const item = itemOf();
    const forged = logOf(`0x${"bb".repeat(20)}` as Address, "PartyAccount", "IntentDone", [
      item.intent.id,
      randomHash(),
    ]);
    await refused("receipt-mismatch", () => outcomesOf(receiptOf([forged]), [item]));
  });

  it("are those of the item's own intent", async () => {
    const other = logOf(ACCOUNT, "PartyAccount", "IntentDone", [randomHash(), randomHash()]);
    await refused("receipt-mismatch", () => outcomesOf(receiptOf([other]), [itemOf()]));
  });

  it("are believed of the relay that was called only", async () => {
    const item = itemOf();
    const other = `0x${"bb".repeat(20)}` as Address;
    const logs = [logOf(other, "Relay", "IntentRefused", [0, ACCOUNT, item.intent.id, "0x"])];
    await refused("receipt-mismatch", () => outcomesOf(receiptOf(logs), [item]));
    await refused("receipt-mismatch", () =>
      outcomesOf(receiptOf([logOf(other, "Relay", "NotAttempted", [0])]), [item]),
    );
  });

  it("of a receipt that is silent about an item are refused, naming transaction and item", async () => {
    const receipt = receiptOf([]);
    const refusal = await refused("receipt-mismatch", () => outcomesOf(receipt, [itemOf()]));
    expect(refusal.message).to.equal(`transaction ${receipt.transactionHash} says nothing of item 0`);
  });

  it("of no items are none", () => {
    expect(outcomesOf(receiptOf([]), [])).to.deep.equal([]);
  });
});
