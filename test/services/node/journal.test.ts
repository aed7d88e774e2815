import { appendFile, readFile, truncate, writeFile } from "node:fs/promises";
import { expect } from "chai";
import fc from "fast-check";
import { Journal } from "../../../services/node/journal/journal.ts";
import { readRecords } from "../../../services/node/journal/reader.ts";
import { decodeRecord, encodeRecord } from "../../../services/node/journal/record.ts";
import type { BlockRecord, HeaderRecord, JournalRecord } from "../../../services/node/journal/record.ts";
import { NodeRefusal } from "../../../services/node/refusal.ts";
import { cleanUp, journalPath, newHome } from "./support.ts";

const HASH = `0x${"5a".repeat(32)}`;
const HEADER: HeaderRecord = {
  kind: "header",
  format: 1,
  engine: "engine",
  engineVersion: "1.2.3",
  chainId: 7,
  genesisTime: 1,
  blockGasLimit: 2,
  hardfork: "cancun",
  genesisHash: HASH,
};

const hex = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => `0x${Buffer.from(bytes).toString("hex")}`);
const block = fc.record({
  kind: fc.constant("block" as const),
  number: fc.nat(),
  timestamp: fc.nat(),
  transactions: fc.array(hex, { maxLength: 4 }),
});

async function read(path: string): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const { record } of readRecords(path)) records.push(record);
  return records;
}

async function write(path: string, blocks: BlockRecord[]): Promise<number[]> {
  const journal = await Journal.create(path, HEADER);
  for (const record of blocks) await journal.appendBlock(record);
  await journal.close();
  const ends: number[] = [];
  for await (const { end } of readRecords(path)) ends.push(end);
  return ends;
}

describe("the embedded node's journal", () => {
  let path: string;

  beforeEach(async () => {
    path = journalPath(await newHome());
  });
  after(cleanUp);

  it("gives back what was appended", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 6 }), async (blocks) => {
        await write(path, blocks);
        expect(await read(path)).to.deep.equal([HEADER, ...blocks]);
      }),
      { numRuns: 30 },
    );
  });

  it("cut off at any byte, gives back every record that was whole and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 4 }), fc.nat(), async (blocks, at) => {
        const ends = await write(path, blocks);
        const length = at % ((ends.at(-1) ?? 0) + 1);
        await truncate(path, length);
        const whole = ends.filter((end) => end <= length).length;
        expect(await read(path)).to.deep.equal([HEADER, ...blocks].slice(0, whole));
      }),
      { numRuns: 40 },
    );
  });

  it("with any byte of a whole record changed, is refused by the number of the line", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(block, { minLength: 2, maxLength: 4 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (blocks, at, flip) => {
          const ends = await write(path, blocks);
          const bytes = await readFile(path);
          const position = at % (ends.at(-2) ?? 0);
          bytes[position] = (bytes[position] ?? 0) ^ flip;
          await writeFile(path, bytes);
          const line = 1 + ends.filter((end) => end <= position).length;
          const outcome = await read(path).catch((error: unknown) => error);
          expect(outcome).to.be.instanceOf(NodeRefusal).with.property("code", "journal-corrupt");
          expect((outcome as NodeRefusal).message).to.include(`line ${line} `);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("drops a last line with pages that were never written, but only the last", async () => {
    const [first, second] = fc.sample(block, 2);
    await write(path, first ? [first] : []);
    const torn = encodeRecord(second ?? HEADER);
    torn.fill(0, 20, torn.length - 1);
    await appendFile(path, torn);
    expect(await read(path)).to.deep.equal([HEADER, first]);
    await appendFile(path, encodeRecord(HEADER));
    expect(await read(path).catch((error: unknown) => error)).to.be.instanceOf(NodeRefusal);
  });

  it("goes on behind the last whole record, over whatever a cut write left", async () => {
    const [first, second] = fc.sample(block, 2);
    const ends = await write(path, first ? [first] : []);
    await appendFile(path, '1234abcd {"kind":"blo');
    const journal = await Journal.resume(path, ends.at(-1) ?? 0);
    if (second) await journal.appendBlock(second);
    await journal.close();
    expect(await read(path)).to.deep.equal([HEADER, first, second]);
  });

  it("refuses to append once the file cannot be written", async () => {
    const journal = await Journal.create(path, HEADER);
    await journal.close();
    const outcome = await journal
      .appendSealed({ kind: "sealed", number: 1, hash: HASH })
      .catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(NodeRefusal).with.property("code", "journal-unwritable");
  });

  it("holds records of the known kinds only, each with its own fields", () => {
    for (const stranger of [
      { kind: "note" },
      { ...HEADER, extra: 1 },
      { kind: "sealed", number: -1, hash: HASH },
      [],
    ]) {
      const line = encodeRecord(stranger as unknown as JournalRecord);
      expect(() => decodeRecord(line.subarray(0, -1))).to.throw("not a journal record");
    }
  });
});
