/** A value for a `jsonb` column; made by {@link json}, so that a JSON array is never mistaken for an SQL array. */
export class Json {
  readonly text: string;

  constructor(value: unknown) {
    // bigint throws here: money inside JSON is a decimal string.
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined) throw new TypeError(`a ${typeof value} has no JSON form`);
    this.text = text;
  }
}

/** Marks `value` as JSON for a `jsonb` parameter. */
export function json(value: unknown): Json {
  return new Json(value);
}

export type Scalar = string | number | bigint | boolean | Uint8Array | Json | null;

/**
 * What a statement accepts. Arrays are one-dimensional SQL arrays. Instants are ISO 8601 strings and calendar dates
 * `YYYY-MM-DD`; a `Date` is refused, because it is neither.
 */
export type Parameter = Scalar | readonly Scalar[];

/** Encodes parameters in PostgreSQL's text format, so that both drivers send the same bytes. `null` is SQL NULL. */
export function encodeParameters(parameters: readonly unknown[]): (string | null)[] {
  return parameters.map((parameter, index) => {
    try {
      return Array.isArray(parameter) ? encodeArray(parameter) : encodeScalar(parameter);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : "not encodable";
      throw new TypeError(`parameter $${index + 1}: ${reason}`, { cause });
    }
  });
}

function encodeScalar(value: unknown): string | null {
  switch (typeof value) {
    case "string":
      return checkedText(value);
    case "bigint":
    case "boolean":
      return value.toString();
    case "number":
      return checkedNumber(value);
    case "object":
      if (value === null) return null;
      if (value instanceof Uint8Array)
        return `\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString("hex")}`;
      if (value instanceof Json) return checkedText(value.text);
      throw new TypeError("an object is not a parameter: wrap JSON in json(), give dates and instants as strings");
    case "undefined":
    case "function":
    case "symbol":
      throw new TypeError(`${typeof value} is not a parameter (use null for SQL NULL)`);
  }
}

function encodeArray(values: readonly unknown[]): string {
  const items = values.map((value) => {
    if (Array.isArray(value)) throw new TypeError("nested arrays are not supported");
    const text = encodeScalar(value);
    return text === null ? "NULL" : `"${text.replace(/[\\"]/g, "\\$&")}"`;
  });
  return `{${items.join(",")}}`;
}

/** PostgreSQL cannot hold U+0000, and a lone surrogate would be stored as another character without a word. */
function checkedText(text: string): string {
  if (text.includes("\0")) throw new TypeError("text with U+0000");
  if (!text.isWellFormed()) throw new TypeError("text with a lone surrogate");
  return text;
}

function checkedNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} is not a finite number`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new TypeError("integer beyond 2^53: use bigint");
  return value.toString();
}
