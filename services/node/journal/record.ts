import { crc32 } from "node:zlib";
import Type from "typebox";
import { Compile } from "typebox/compile";

const hash = Type.String({ pattern: "^0x[0-9a-f]{64}$" });
const natural = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const closed = { additionalProperties: false } as const;

/** First line: what the rest of the journal depends on. */
const Header = Type.Object(
  {
    kind: Type.Literal("header"),
    format: natural,
    engine: Type.String(),
    engineVersion: Type.String(),
    chainId: natural,
    genesisTime: natural,
    blockGasLimit: natural,
    hardfork: Type.String(),
    genesisHash: hash,
  },
  closed,
);

/** Written and synced before the block is mined. `timestamp` in epoch seconds, `transactions` raw and in block order. */
const Block = Type.Object(
  {
    kind: Type.Literal("block"),
    number: natural,
    timestamp: natural,
    transactions: Type.Array(Type.String({ pattern: "^0x(?:[0-9a-f]{2})+$" })),
  },
  closed,
);

/** Written after the block is mined: what a replay must come to. */
const Sealed = Type.Object({ kind: Type.Literal("sealed"), number: natural, hash }, closed);

export type HeaderRecord = Type.Static<typeof Header>;
export type BlockRecord = Type.Static<typeof Block>;
export type SealedRecord = Type.Static<typeof Sealed>;
export type JournalRecord = HeaderRecord | BlockRecord | SealedRecord;

const validator = Compile(Type.Union([Header, Block, Sealed]));

/** One line: eight hex digits of CRC-32 over the JSON, a space, the JSON, a newline. */
export function encodeRecord(record: JournalRecord): Buffer {
  const json = JSON.stringify(record);
  return Buffer.from(`${checksum(json)} ${json}\n`);
}

/**
 * @param line without its newline.
 * @throws Error that says what is wrong with the line.
 */
export function decodeRecord(line: Buffer): JournalRecord {
  const json = line.subarray(9);
  const stated = line.toString("latin1", 0, 8);
  const actual = checksum(json);
  if (stated !== actual || line[8] !== 0x20) throw new Error(`checksum is ${actual}, the line states "${stated}"`);
  const value: unknown = JSON.parse(json.toString("utf8"));
  if (!validator.Check(value)) throw new Error("not a journal record");
  return value;
}

function checksum(json: string | Buffer): string {
  return crc32(json).toString(16).padStart(8, "0");
}
