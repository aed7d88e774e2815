import { expect } from "chai";
import { interfaceOf } from "../../../services/chain/artifacts.ts";
import type { ContractName } from "../../../services/chain/artifacts.ts";
import type { Hash, Hex } from "../../../services/domain/brand.ts";
import type { ChainLog } from "../../../services/indexer/decode/chainBlock.ts";
import { decodeLog } from "../../../services/indexer/decode/decodeLog.ts";
import { historyArgs } from "../../../services/indexer/decode/plainArgs.ts";
import { MirrorFault } from "../../../services/indexer/table/mirrorFault.ts";
import { addressOf, hashOf } from "./fakeManifest.ts";

/** An address with capitals, as an encoder accepts it and decoders of ethers give it. */
const MIXED = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";

function logOf(contract: ContractName, event: string, values: readonly unknown[]): ChainLog {
  const { topics, data } = interfaceOf(contract).encodeEventLog(event, values);
  return { address: addressOf("1"), topics: topics as Hash[], data: data as Hex, index: 0, position: 0 };
}

describe("decoding a log", () => {
  it("gives whole numbers as bigint, addresses in lower case, enums by name", () => {
    const values = [1n, 2, hashOf("3"), MIXED, 4n, 2, hashOf("5"), 6n];
    expect(decodeLog("Receivables", logOf("Receivables", "Paid", values))).to.deep.equal({
      name: "Paid",
      args: {
        id: 1n,
        seq: 2n,
        intent: hashOf("3"),
        payer: MIXED.toLowerCase(),
        amount: 4n,
        source: "bank",
        ref: hashOf("5"),
        received: 6n,
      },
    });
  });

  it("gives codes of countries and currencies as letters, and bytes that are none as they are", () => {
    const admitted = (country: string) => {
      const log = logOf("Parties", "PartyAdmitted", [hashOf("1"), MIXED, 3, country, 9]);
      return decodeLog("Parties", log).args["country"];
    };
    expect(admitted("0x4445")).to.equal("DE");
    for (const bytes of ["0x0000", "0x6465", "0x44ff", "0x4420"]) expect(admitted(bytes)).to.equal(bytes);
  });

  it("gives structs and lists by name and order", () => {
    const signers = [
      { key: MIXED, custody: 1 },
      { key: addressOf("2"), custody: 3 },
    ];
    const { args } = decodeLog(
      "PartyAccount",
      logOf("PartyAccount", "SignersChanged", [2, 1, hashOf("0"), 2, signers]),
    );
    expect(args["signers"]).to.deep.equal([
      { key: MIXED.toLowerCase(), custody: "custodial" },
      { key: addressOf("2"), custody: "hsm" },
    ]);
    expect(historyArgs(args)).to.deep.equal({ epoch: "2", threshold: "2", signers: args["signers"] });
  });

  it("refuses a topic that the contract does not have, and data that is not the event's", () => {
    const log = logOf("Receivables", "Paid", [1n, 2, hashOf("3"), MIXED, 4n, 2, hashOf("5"), 6n]);
    expect(() => decodeLog("Market", log)).to.throw(MirrorFault, /Market.*no event/);
    expect(() => decodeLog("Receivables", { ...log, topics: [] })).to.throw(MirrorFault);
    expect(() => decodeLog("Receivables", { ...log, data: "0x" })).to.throw(MirrorFault, /is no Paid/);
    expect(() => decodeLog("Receivables", { ...log, topics: log.topics.slice(0, 1) })).to.throw(
      MirrorFault,
      /is no Paid/,
    );
  });
});
