import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { KeyObject } from "node:crypto";

import { utf8 } from "../domain/utf8.ts";
import { ChainError } from "./problem.ts";

/*
 * Sealed bytes: format (1) | key check (8) | salt (32) | nonce (12) | ciphertext | GCM tag (16).
 * Every entry has its own AES-256 key, HKDF-SHA256 of (master key, salt, name), so that no two entries share nonces;
 * the name is authenticated too, so that one entry cannot be passed off as another. The key check tells a wrong master
 * key from altered data and says nothing about either key.
 */
const FORMAT = 1;
const CHECK = 8;
const SALT = 32;
const NONCE = 12;
const TAG = 16;
const HEADER = 1 + CHECK + SALT + NONCE;

export function seal(master: KeyObject, name: string, secret: Uint8Array): Uint8Array {
  const salt = randomBytes(SALT);
  const header = Buffer.concat([Uint8Array.of(FORMAT), keyCheck(master), salt, randomBytes(NONCE)]);
  const cipher = createCipheriv("aes-256-gcm", entryKey(master, salt, name), header.subarray(-NONCE));
  cipher.setAAD(Buffer.concat([header, utf8(name)]));
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Uint8Array.from(Buffer.concat([header, ciphertext, cipher.getAuthTag()]));
}

/** @throws ChainError wrong-master-key, sealed-data-altered */
export function open(master: KeyObject, name: string, sealed: Uint8Array): Uint8Array {
  if (sealed.length < HEADER + TAG || sealed[0] !== FORMAT) throw altered(name);
  const header = sealed.subarray(0, HEADER);
  if (!timingSafeEqual(header.subarray(1, 1 + CHECK), keyCheck(master))) {
    throw new ChainError("wrong-master-key", `"${name}" was sealed under another master key`);
  }
  const salt = header.subarray(1 + CHECK, 1 + CHECK + SALT);
  const cipher = createDecipheriv("aes-256-gcm", entryKey(master, salt, name), header.subarray(-NONCE), {
    authTagLength: TAG,
  });
  cipher.setAAD(Buffer.concat([header, utf8(name)]));
  cipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Uint8Array.from(Buffer.concat([cipher.update(sealed.subarray(HEADER, -TAG)), cipher.final()]));
  } catch (cause) {
    throw altered(name, cause);
  }
}

const altered = (name: string, cause?: unknown): ChainError =>
  new ChainError("sealed-data-altered", `"${name}" is not as it was sealed: it was altered or belongs elsewhere`, {
    cause,
  });

const keyCheck = (master: KeyObject): Buffer =>
  createHmac("sha256", master).update("tallystick/keystore/check/1").digest().subarray(0, CHECK);

const entryKey = (master: KeyObject, salt: Uint8Array, name: string): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", master, salt, utf8(`tallystick/keystore/entry/1/${name}`), 32));
