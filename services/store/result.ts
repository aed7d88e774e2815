import { types } from "pg";

/** One statement's answer as the server sends it: every value in text format. */
export interface RawResult {
  readonly command: string;
  readonly fields: readonly RawField[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface RawField {
  readonly name: string;
  readonly dataTypeID: number;
}

type Decoder = (text: string) => unknown;

const asText: Decoder = (text) => text;
const asNumber: Decoder = (text) => Number(text);

/** `type oid: [decoder, oid of its array]`, the oids being PostgreSQL's fixed catalogue numbers. */
const SCALARS: Readonly<Record<number, readonly [Decoder, number]>> = {
  16: [(text) => text === "t", 1000], // bool
  17: [decodeBytes, 1001], // bytea
  19: [asText, 1003], // name
  20: [(text) => BigInt(text), 1016], // int8
  21: [asNumber, 1005], // int2
  23: [asNumber, 1007], // int4
  25: [asText, 1009], // text
  26: [asNumber, 1028], // oid
  114: [(text) => JSON.parse(text) as unknown, 199], // json
  700: [asNumber, 1021], // float4
  701: [asNumber, 1022], // float8
  1042: [asText, 1014], // char(n)
  1043: [asText, 1015], // varchar
  1082: [decodeDate, 1182], // date
  1184: [decodeInstant, 1185], // timestamptz
  1700: [decodeNumeric, 1231], // numeric
  2950: [asText, 2951], // uuid
  3802: [(text) => JSON.parse(text) as unknown, 3807], // jsonb
};

const VOID = 2278;

/** All array types share one literal syntax, so pg's reader of `text[]` splits them all. */
const readerOf = types.getTypeParser as (oid: number) => (literal: string) => (string | null)[];
const splitArray = readerOf(1009);

const decoders = new Map<number, Decoder>([[VOID, () => null]]);
for (const [oid, [decode, arrayOid]] of Object.entries(SCALARS)) {
  decoders.set(Number(oid), decode);
  decoders.set(arrayOid, (literal) => splitArray(literal).map((text) => (text === null ? null : decode(text))));
}

/**
 * Rows as objects: int8 and numeric as bigint, bytea as Uint8Array, json parsed, date as `YYYY-MM-DD`, timestamptz as
 * `YYYY-MM-DDTHH:MM:SS.ffffffZ` (always six decimals, so that text order is time order), arrays as arrays.
 */
export function decodeRows(result: RawResult): Record<string, unknown>[] {
  const columns = result.fields.map(({ name, dataTypeID }) => {
    const decode = decoders.get(dataTypeID);
    if (decode === undefined) {
      throw new TypeError(`column "${name}" has type oid ${dataTypeID}, which the store does not read: cast it`);
    }
    return { name, decode };
  });
  return result.rows.map((row) => {
    const decoded: Record<string, unknown> = {};
    columns.forEach(({ name, decode }, index) => {
      const text = row[index] ?? null;
      decoded[name] = text === null ? null : decode(text);
    });
    return decoded;
  });
}

function decodeBytes(text: string): Uint8Array {
  if (!text.startsWith("\\x")) throw new TypeError("bytea_output is not hex");
  return Uint8Array.from(Buffer.from(text.slice(2), "hex"));
}

/** A numeric column holds whole minor units here; a fraction is a mistake in the statement, never rounded away. */
function decodeNumeric(text: string): bigint {
  if (!/^-?\d+$/.test(text)) throw new TypeError(`numeric ${text} is not a whole number: cast it to text or float8`);
  return BigInt(text);
}

function decodeDate(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new TypeError(`date ${text} is outside the years 0001 to 9999`);
  return text;
}

function decodeInstant(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?\+00$/.exec(text);
  if (match === null) throw new TypeError(`timestamptz ${text} is not a UTC instant of the years 0001 to 9999`);
  const [, day = "", time = "", fraction = ""] = match;
  return `${day}T${time}.${fraction.padEnd(6, "0")}Z`;
}
