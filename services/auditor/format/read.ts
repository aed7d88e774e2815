import type { Hex } from "../../domain/brand.ts";
import { DomainError } from "../../domain/problem.ts";

/** Turns a value of parsed JSON into one of ours, or refuses it, naming the place. @throws DomainError malformed */
export type Read<T> = (value: unknown, path: string) => T;
export type Of<R> = R extends Read<infer T> ? T : never;

type Fields = Readonly<Record<string, Read<unknown>>>;
type Known<F extends Fields> = { readonly [K in keyof F]: Of<F[K]> };

const MAX_DIGITS = 78;

export const malformed = (path: string, message: string): DomainError =>
  new DomainError("malformed", `${path === "" ? "the file" : path} ${message}`, { field: path });

/** An object with exactly these fields, in this order: what is not read does not come in. */
export const record =
  <F extends Fields>(fields: F): Read<Known<F>> =>
  (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(path, "is no object");
    const given = Object.keys(value);
    const unknown = given.find((name) => !Object.hasOwn(fields, name));
    if (unknown !== undefined)
      throw malformed(path, `has a field "${unknown.slice(0, 40)}" that the format does not know`);
    const entries = Object.entries(fields).map(([name, read]) => {
      if (!Object.hasOwn(value, name)) throw malformed(path, `lacks "${name}"`);
      return [name, read((value as Record<string, unknown>)[name], `${path}/${name}`)] as const;
    });
    return Object.fromEntries(entries) as Known<F>;
  };

/** An object of any keys that `key` lets in, at most `max`, in ascending order. */
export const dictionary =
  <K extends string, T>(key: Read<K>, read: Read<T>, max: number): Read<Readonly<Record<K, T>>> =>
  (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(path, "is no object");
    const entries = Object.entries(value);
    if (entries.length > max) throw malformed(path, `has more than ${max} entries`);
    checkAscending(
      entries.map(([name]) => name),
      path,
    );
    return Object.fromEntries(
      entries.map(([name, item]) => [key(name, path), read(item, `${path}/${name}`)]),
    ) as Readonly<Record<K, T>>;
  };

export const list =
  <T>(read: Read<T>, max: number): Read<readonly T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw malformed(path, "is no list");
    if (value.length > max) throw malformed(path, `has more than ${max} entries`);
    return value.map((item, at) => read(item, `${path}/${at}`));
  };

/** A list in strictly ascending order of `key`, so that it has one writing and nothing twice. */
export const ascending =
  <T>(read: Read<T>, max: number, key: (item: T) => string): Read<readonly T[]> =>
  (value, path) => {
    const items = list(read, max)(value, path);
    checkAscending(items.map(key), path);
    return items;
  };

function checkAscending(keys: readonly string[], path: string): void {
  const at = keys.findIndex((key, place) => place > 0 && key <= (keys[place - 1] ?? ""));
  if (at !== -1) throw malformed(`${path}/${at}`, "stands twice or out of order");
}

export const orNull =
  <T>(read: Read<T>): Read<T | null> =>
  (value, path) =>
    value === null ? null : read(value, path);

/** The first reader that fits by the kind of JSON value: text or object. */
export const textOr =
  <T, U>(text: Read<T>, other: Read<U>): Read<T | U> =>
  (value, path) =>
    typeof value === "string" ? text(value, path) : other(value, path);

export const text =
  (max: number, pattern = /^/): Read<string> =>
  (value, path) => {
    if (typeof value !== "string" || value.length > max || !value.isWellFormed() || !pattern.test(value))
      throw malformed(path, `is not a text of the right form, of at most ${max} characters`);
    return value;
  };

/** Bytes as 0x and lower-case digits: exactly `length` of them, or at most `max`. */
export const bytes =
  <T extends Hex = Hex>({ length, max = length ?? 0 }: { length?: number; max?: number }): Read<T> =>
  (value, path) => {
    const fits =
      typeof value === "string" &&
      value.length <= 2 + 2 * max &&
      (length === undefined || value.length === 2 + 2 * length) &&
      /^0x(?:[0-9a-f]{2})*$/.test(value);
    if (!fits) throw malformed(path, `is not ${length ?? `at most ${max}`} bytes as 0x and lower-case digits`);
    return value as T;
  };

/** A whole number of any size, as decimal digits. */
export const whole: Read<bigint> = (value, path) => {
  if (typeof value !== "string" || value.length > MAX_DIGITS || !/^(?:0|[1-9][0-9]*)$/.test(value))
    throw malformed(path, "is not a whole number in decimal digits");
  return BigInt(value);
};

/** A small whole number, as JSON writes it. */
export const small: Read<number> = (value, path) => {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw malformed(path, "is not a whole number");
  return value;
};

/** Null, where another kind of file has something. */
export const nothing: Read<null> = (value, path) => {
  if (value !== null) throw malformed(path, "is not null");
  return null;
};

export const flag: Read<boolean> = (value, path) => {
  if (typeof value !== "boolean") throw malformed(path, "is neither true nor false");
  return value;
};

export const oneOf =
  <const T extends string | number>(...allowed: readonly T[]): Read<T> =>
  (value, path) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw malformed(path, `is none of ${allowed.join(", ")}`);
    return found;
  };
