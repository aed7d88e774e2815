import { appendFile, copyFile, readFile, writeFile } from "node:fs/promises";
import { expect } from "chai";
import { encodeRecord } from "../../../services/node/journal/record.ts";
import type { BlockRecord, JournalRecord, SealedRecord } from "../../../services/node/journal/record.ts";
import type { NodeInfo } from "../../../services/node/rpc/methods.ts";
import type { RunningNode } from "../../../services/node/start.ts";
import {
  blockAt,
  cleanUp,
  journalPath,
  kill,
  mined,
  newHome,
  newWallet,
  readJournal,
  receiptOf,
  refusalOf,
  result,
  send,
  sign,
  start,
  writeJournal,
} from "./support.ts";
import type { Block, Receipt } from "./support.ts";

/** Initcode whose constructor stores the block's number and time: its state differs if either does. */
const CLOCK = { to: null, data: "0x435f5542600155", gasLimit: 200_000 };

/** Four blocks at least, each with two transactions: the second nonce is sent first and waits for the first. */
async function story(node: RunningNode): Promise<string[]> {
  const hashes: string[] = [];
  for (const wallet of [newWallet(), newWallet()]) {
    for (const nonce of [0, 2]) {
      hashes.push(await send(node, await sign(wallet, nonce + 1)), await send(node, await sign(wallet, nonce, CLOCK)));
      await Promise.all(hashes.slice(-2).map((hash) => mined(node, hash)));
    }
  }
  return hashes;
}

describe("the embedded node, started again,", () => {
  let home: string;
  let hashes: string[];
  let head: Block;
  let receipts: (Receipt | null)[];
  let journal: JournalRecord[];

  before(async () => {
    home = await newHome();
    const node = await start({ home });
    hashes = await story(node);
    head = await blockAt(node, "latest");
    receipts = await Promise.all(hashes.map((hash) => receiptOf(node, hash)));
    await node.stop();
    journal = await readJournal(home);
  });
  after(cleanUp);

  async function copy(records?: JournalRecord[]): Promise<string> {
    const other = await newHome();
    if (records) await writeJournal(other, records);
    else await copyFile(journalPath(home), journalPath(other));
    return other;
  }

  it("has the same head, the same receipts and goes on from there", async () => {
    const lines: string[] = [];
    const node = await start({ home: await copy(), log: (line) => lines.push(line) });
    expect(await blockAt(node, "latest")).to.deep.equal(head);
    expect(await Promise.all(hashes.map((hash) => receiptOf(node, hash)))).to.deep.equal(receipts);
    const info = await result<NodeInfo>(node, "tallystick_nodeInfo");
    expect(info).to.include({
      journalBlocks: Number(head.number),
      journalTransactions: 8,
      consensus: "single-operator",
    });
    expect(lines.join("\n")).to.match(
      /replayed the journal in \d+ ms: \d+ blocks, 8 transactions, \d+ tx\/s; head \d+ 0x/,
    );
    const next = await mined(node, await send(node, await sign(newWallet(), 0)));
    expect(Number(next.blockNumber)).to.equal(Number(head.number) + 1);
  });

  it("gives two fresh processes the identical head from one journal", async () => {
    const nodes = await Promise.all([start({ home: await copy() }), start({ home: await copy() })]);
    const heads = await Promise.all(nodes.map((node) => blockAt(node, "latest")));
    expect(nodes[0].pid).not.to.equal(nodes[1].pid);
    expect(heads).to.deep.equal([head, head]);
  });

  it("knows the nonces: what was mined is not taken again", async () => {
    const node = await start({ home: await copy() });
    const first = journal.find(
      (record): record is BlockRecord => record.kind === "block" && record.transactions.length > 0,
    );
    const refused = await send(node, first?.transactions[0] ?? "").catch((error: unknown) => String(error));
    expect(refused).to.match(/nonce too low/);
  });

  it("mines a block that was journalled and not yet mined when the process was killed", async () => {
    const unmined = await copy(journal.slice(0, -1));
    const node = await start({ home: unmined });
    expect(await blockAt(node, "latest")).to.deep.equal(head);
    await node.stop();
    expect(await readJournal(unmined)).to.deep.equal(journal);
  });

  it("drops a block whose journalling was cut short, and says so", async () => {
    const torn = await copy(journal.slice(0, -2));
    await appendFile(journalPath(torn), encodeRecord(journal.at(-2) ?? expect.fail("no block")).subarray(0, 100));
    const lines: string[] = [];
    const node = await start({ home: torn, log: (line) => lines.push(line) });
    expect(lines).to.include("dropped 100 bytes of a record that was never finished");
    expect(Number((await blockAt(node, "latest")).number)).to.equal(Number(head.number) - 1);
    const again = await mined(node, await send(node, await sign(newWallet(), 0)));
    expect(again.blockNumber).to.equal(head.number);
    await node.stop();
    expect(await readJournal(torn)).to.have.length(journal.length);
  });

  it("starts over a header that was never finished", async () => {
    const torn = await newHome();
    await writeFile(journalPath(torn), (await readFile(journalPath(home))).subarray(0, 50));
    const node = await start({ home: torn });
    expect((await blockAt(node, "0x0")).hash).to.equal(await firstHash());
  });

  async function firstHash(): Promise<string> {
    const [header] = journal;
    return header?.kind === "header" ? header.genesisHash : expect.fail("no header");
  }

  describe("refuses", () => {
    const middle = (records: JournalRecord[], kind: "block" | "sealed"): number => {
      const found = records.findIndex((record, index) => record.kind === kind && index >= records.length / 2);
      return found < 0 ? expect.fail(`no ${kind} record`) : found;
    };

    it("a journal with one byte of a middle record flipped", async () => {
      const tampered = await copy();
      const bytes = await readFile(journalPath(tampered));
      const position = Math.floor(bytes.length / 2);
      bytes[position] = (bytes[position] ?? 0) ^ 1;
      await writeFile(journalPath(tampered), bytes);
      const refusal = await refusalOf({ home: tampered });
      expect(refusal.code).to.equal("journal-corrupt");
      expect(refusal.message).to.match(/line \d+ is damaged: checksum/);
    });

    it("a recorded hash that the replay does not come to", async () => {
      const at = middle(journal, "sealed");
      const other = `0x${"00".repeat(32)}`;
      const sealed = journal[at] as SealedRecord;
      const refusal = await refusalOf({ home: await copy(journal.with(at, { ...sealed, hash: other })) });
      expect(refusal.code).to.equal("head-mismatch");
      expect(refusal.message).to.include(`the journal has ${other}, replaying it gives ${sealed.hash}`);
    });

    for (const [what, code, change] of [
      ["a block's time", "head-mismatch", (block: BlockRecord) => ({ ...block, timestamp: block.timestamp + 1 })],
      [
        "a block's transactions",
        "head-mismatch",
        (block: BlockRecord) => ({ ...block, transactions: block.transactions.slice(0, 1) }),
      ],
      [
        "the order in a block",
        "journal-corrupt",
        (block: BlockRecord) => ({ ...block, transactions: block.transactions.toReversed() }),
      ],
    ] as const) {
      it(`a change of ${what}, checksum mended`, async () => {
        const at = journal.findLastIndex((record) => record.kind === "block" && record.transactions.length > 1);
        const changed = journal.with(at, change((journal[at] ?? expect.fail("no block")) as BlockRecord));
        expect((await refusalOf({ home: await copy(changed) })).code).to.equal(code);
      });
    }

    it("a transaction that was never signed so, checksum mended", async () => {
      const at = middle(journal, "block");
      const block = journal[at] as BlockRecord;
      const transactions = block.transactions.map((raw) => `${raw.slice(0, -2)}${raw.endsWith("00") ? "01" : "00"}`);
      const refusal = await refusalOf({ home: await copy(journal.with(at, { ...block, transactions })) });
      expect(refusal.code).to.be.oneOf(["head-mismatch", "journal-corrupt"]);
    });

    it("a journal with a block taken out", async () => {
      const at = middle(journal, "block");
      const refusal = await refusalOf({ home: await copy(journal.toSpliced(at, 2)) });
      expect(refusal.message).to.match(/block \d+ stands where block \d+ belongs/);
    });

    it("a block without its hash in the middle", async () => {
      const refusal = await refusalOf({ home: await copy(journal.toSpliced(middle(journal, "sealed"), 1)) });
      expect(refusal.message).to.match(/a "block" record cannot stand here/);
    });

    for (const length of [100, 5000]) {
      it(`a file of ${length} bytes that is no journal, and leaves it as it is`, async () => {
        const stranger = await newHome();
        await writeFile(journalPath(stranger), "x".repeat(length));
        expect((await refusalOf({ home: stranger })).message).to.include("is not a journal");
        expect(await readFile(journalPath(stranger), "utf8")).to.equal("x".repeat(length));
      });
    }

    const pins: [name: string, value: string | number, options: object][] = [
      ["engineVersion", "0.19.0", {}],
      ["engine", "another", {}],
      ["format", 2, {}],
      ["genesisTime", 1, {}],
      ["hardfork", "prague", {}],
      ["genesisHash", `0x${"11".repeat(32)}`, {}],
    ];
    for (const [name, value] of pins) {
      it(`another ${name}, naming both`, async () => {
        const [header, ...rest] = journal;
        const ours = (header as unknown as Record<string, unknown>)[name];
        const pinned = { ...header, [name]: value } as JournalRecord;
        const refusal = await refusalOf({ home: await copy([pinned, ...rest]) });
        expect(refusal.code).to.equal("journal-mismatch");
        expect(refusal.message).to.include(`the journal has ${name} ${value}, this node has ${String(ours)}`);
      });
    }

    it("another chain id or gas limit than the one the chain was started with, naming both", async () => {
      const chainId = await refusalOf({ home: await copy(), chainId: 5 });
      expect(chainId.message).to.include("the journal has chainId 716553, this node has 5");
      const gas = await refusalOf({ home: await copy(), blockGasLimit: 20_000_000 });
      expect(gas.message).to.include("the journal has blockGasLimit 30000000, this node has 20000000");
    });

    it("a home that a running node has, and takes it once that node is killed", async () => {
      const shared = await copy();
      const owner = await start({ home: shared });
      const refusal = await refusalOf({ home: shared });
      expect(refusal.code).to.equal("home-locked");
      expect((await blockAt(owner, "latest")).hash).to.equal(head.hash);
      await kill(owner);
      expect((await blockAt(await start({ home: shared }), "latest")).hash).to.equal(head.hash);
    });
  });
});
