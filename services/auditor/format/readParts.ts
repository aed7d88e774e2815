import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { DomainError } from "../../domain/problem.ts";
import { utf8 } from "../../domain/utf8.ts";
import { bundleOfFields, writing } from "./bundle.ts";
import type { Bundle } from "./bundle.ts";
import { malformed } from "./read.ts";
import { Splitter } from "./splitter.ts";

const BREAK = "\n";
/** Pieces are hashed together until they are this long. */
const ENOUGH = 65_536;

/**
 * Reads a bundle whose text comes in parts, as `readBundle` does a whole one; neither the text nor a copy of it is ever in memory.
 * That there is no other writing of the content is told by hashes: of what came, and of what it says, written anew.
 *
 * @returns the bundle, and the SHA-256 of its text in lower-case hexadecimal digits
 * @throws DomainError malformed
 */
export async function readParts(parts: AsyncIterable<Uint8Array>): Promise<{ bundle: Bundle; digest: string }> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const splitter = new Splitter();
  const came = sha256.create();
  // A line break at the very end is no part of the content.
  let last = "";
  const take = (text: string): void => {
    if (text === "") return;
    const now = last + text;
    last = now.endsWith(BREAK) ? BREAK : "";
    const content = last === "" ? now : now.slice(0, -1);
    came.update(utf8(content));
    splitter.push(content);
  };
  try {
    for await (const part of parts) take(decoder.decode(part, { stream: true }));
    take(decoder.decode());
  } catch (cause) {
    if (cause instanceof TypeError) throw new DomainError("malformed", "the file is no UTF-8 text", { cause });
    throw cause;
  }
  const digest = bytesToHex(came.clone().update(utf8(last)).digest());
  const bundle = bundleOfFields(splitter.end());
  if (bytesToHex(came.digest()) !== hashOf(writing(bundle)))
    throw malformed("", "is not written the way the format says");
  return { bundle, digest };
}

function hashOf(pieces: Iterable<string>): string {
  const hash = sha256.create();
  let [held, length]: [string[], number] = [[], 0];
  const flush = (): void => {
    hash.update(utf8(held.join("")));
    [held, length] = [[], 0];
  };
  for (const piece of pieces) {
    held.push(piece);
    length += piece.length;
    if (length > ENOUGH) flush();
  }
  flush();
  return bytesToHex(hash.digest());
}
