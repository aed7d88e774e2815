import { createMPT } from "@ethereumjs/mpt";
import { RLP } from "@ethereumjs/rlp";
import { expect } from "chai";
import { concat, encodeRlp, getBytes, toBeHex } from "ethers";
import type { Address, Hash, Hex } from "../../../services/domain/brand.ts";
import { toHex } from "../../../services/domain/hex.ts";
import { DomainError } from "../../../services/domain/problem.ts";
import { logsBloom } from "../../../services/evm/bloom.ts";
import { headerHash } from "../../../services/evm/header.ts";
import { encodeReceipt, type ReceiptFields, receiptsRoot } from "../../../services/evm/receipts.ts";
import { type MinedBlock, mineBlocks, minedHeader } from "./minedBlocks.ts";

const COUNTS = [0, 1, 2, 17, 140];

describe("blocks of the embedded engine", function () {
  this.timeout(120_000);
  let blocks: MinedBlock[];

  before(async () => {
    blocks = await mineBlocks(COUNTS);
  });

  it("hold every type of transaction, every number of topics, and failures", () => {
    const receipts = blocks.flatMap((block) => block.receipts);
    const distinct = (values: readonly unknown[]): unknown[] => [...new Set(values)].sort();
    expect(distinct(receipts.map(({ type }) => type))).to.deep.equal(["0x0", "0x1", "0x2"]);
    expect(distinct(receipts.map(({ status }) => status))).to.deep.equal(["0x0", "0x1"]);
    expect(distinct(receipts.flatMap(({ logs }) => logs.map(({ topics }) => topics.length)))).to.deep.equal([
      0, 1, 2, 3, 4,
    ]);
    expect(blocks.map((block) => block.receipts.length)).to.deep.equal(COUNTS);
  });

  it("have the hash of their header", () => {
    for (const { header } of blocks) expect(headerHash(header)).to.equal(header.hash);
  });

  it("have the root of their receipts, with blooms computed from the logs", () => {
    for (const { header, receipts } of blocks) {
      expect(receiptsRoot(receipts)).to.equal(header.receiptsRoot);
      expect(toHex(logsBloom(receipts.flatMap(({ logs }) => logs)))).to.equal(header.logsBloom);
      for (const { logs, logsBloom: bloom } of receipts) expect(toHex(logsBloom(logs))).to.equal(bloom);
    }
  });

  it("do not fit receipts of which a node leaves out, changes or reorders anything", () => {
    const [{ header, receipts }] = blocks.slice(-1) as [MinedBlock];
    const at = receipts.findIndex(({ logs }) => logs.some(({ topics }) => topics.length > 0));
    const receipt = receipts[at];
    const log = receipt?.logs[0];
    if (receipt === undefined || log === undefined) throw new Error("no log with topics");
    const swapped = receipts.map(
      (one, index) => receipts[index === at ? at + 1 : index === at + 1 ? at : index] ?? one,
    );
    const changed: Record<string, readonly ReceiptFields[]> = {
      "a log left out": receipts.with(at, { ...receipt, logs: [] }),
      "a log twice": receipts.with(at, { ...receipt, logs: [log, log] }),
      "a topic left out": receipts.with(at, { ...receipt, logs: [{ ...log, topics: log.topics.slice(1) }] }),
      "other data": receipts.with(at, { ...receipt, logs: [{ ...log, data: `${log.data}00` }] }),
      "another address": receipts.with(at, {
        ...receipt,
        logs: [{ ...log, address: `0x${"0".repeat(40)}` as Address }],
      }),
      "another status": receipts.with(at, { ...receipt, status: receipt.status === "0x1" ? "0x0" : "0x1" }),
      "another type": receipts.with(at, { ...receipt, type: "0x3" }),
      "more gas": receipts.with(at, { ...receipt, cumulativeGasUsed: "0xffffff" }),
      "a receipt left out": receipts.toSpliced(at, 1),
      "two in another order": swapped,
    };
    for (const [what, others] of Object.entries(changed)) {
      expect(receiptsRoot(others), what).not.to.equal(header.receiptsRoot);
    }
  });

  it("have receipts that another encoder and another trie bring to the same root", async () => {
    for (const { receipts } of blocks) {
      const trie = await createMPT();
      for (const [index, receipt] of receipts.entries()) {
        const { type, status, cumulativeGasUsed, logsBloom: bloom, logs } = receipt;
        const body = encodeRlp([
          status === "0x0" ? "0x" : "0x01",
          toBeHex(cumulativeGasUsed),
          bloom,
          logs.map(({ address, topics, data }) => [address, [...topics], data]),
        ]);
        const encoded = getBytes(type === "0x0" ? body : concat([toBeHex(type), body]));
        expect(encodeReceipt(receipt)).to.deep.equal(encoded);
        await trie.put(RLP.encode(index), encoded);
      }
      expect(receiptsRoot(receipts)).to.equal(toHex(trie.root()));
    }
  });
});

describe("headers of the embedded engine", () => {
  const last = { cancun: "parentBeaconBlockRoot", prague: "requestsHash" } as const;
  for (const fork of ["cancun", "prague"] as const) {
    it(`have their hash under the rules of ${fork}`, async () => {
      const header = await minedHeader(fork);
      expect(header[last[fork]], last[fork]).to.be.a("string");
      expect(headerHash(header)).to.equal(header.hash);
    });
  }
});

describe("a receipt", () => {
  const good: ReceiptFields = { type: "0x2", status: "0x1", cumulativeGasUsed: "0x5208", logs: [] };
  const log = {
    address: `0x${"a".repeat(40)}` as Address,
    topics: [`0x${"b".repeat(64)}` as Hash],
    data: "0x",
  } as const;
  const refused: Record<string, [change: Partial<ReceiptFields>, code: string, field: string]> = {
    "a type of two bytes": [{ type: "0x100" }, "bad-receipt", "type"],
    "a type in the range of legacy RLP": [{ type: "0xc0" }, "bad-receipt", "type"],
    "no type": [{ type: "" as Hex }, "bad-hex", "type"],
    "a status that is neither success nor failure": [{ status: "0x2" }, "bad-receipt", "status"],
    "gas that is no number": [{ cumulativeGasUsed: "0x" }, "bad-hex", "cumulativeGasUsed"],
    "a short address": [{ logs: [{ ...log, address: "0xaa" as Address }] }, "bad-hex", "address"],
    "a short topic": [{ logs: [{ ...log, topics: ["0xbb" as Hash] }] }, "bad-hex", "topics"],
    "half a byte of data": [{ logs: [{ ...log, data: "0xa" }] }, "bad-hex", "data"],
  };
  for (const [what, [change, code, field]] of Object.entries(refused)) {
    it(`is refused for ${what}`, () => {
      expect(() => encodeReceipt({ ...good, ...change }))
        .to.throw(DomainError)
        .that.includes({ code, field });
    });
  }
});
