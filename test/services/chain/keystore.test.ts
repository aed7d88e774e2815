import { randomBytes } from "node:crypto";
import { inspect } from "node:util";

import { expect } from "chai";

import { Keystore } from "../../../services/chain/keystore.ts";
import type { SealedStorage } from "../../../services/chain/keystore.ts";
import { recoverSigner } from "../../../services/chain/signer.ts";
import type { Address } from "../../../services/domain/brand.ts";
import { randomHash } from "./acting.ts";
import { refused } from "./refusal.ts";
import { itConformsAsSigner } from "./signerConformance.ts";

class MemoryStorage implements SealedStorage {
  readonly entries = new Map<string, Uint8Array>();

  get(name: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.entries.get(name));
  }

  put(name: string, sealed: Uint8Array): Promise<void> {
    this.entries.set(name, sealed);
    return Promise.resolve();
  }
}

const SECRET = new TextEncoder().encode("canary-7f3a91c2-do-not-print");

function newKeystore() {
  const masterKey = randomBytes(32);
  const storage = new MemoryStorage();
  return { masterKey, storage, keystore: new Keystore(masterKey, storage) };
}

const only = (storage: MemoryStorage): [string, Uint8Array] => [...storage.entries][0] ?? expect.fail();

describe("the keystore", () => {
  describe("as a signer", () => {
    itConformsAsSigner(() => newKeystore().keystore.create());
  });

  it("gives back, after a restart, the key that it made", async () => {
    const { masterKey, storage, keystore } = newKeystore();
    const made = await keystore.create();
    const digest = randomHash();
    const signer = await new Keystore(masterKey, storage).signerOf(made.address);
    expect(recoverSigner(digest, await signer.sign(digest))).to.equal(made.address);
    expect(await signer.sign(digest)).to.equal(await made.sign(digest));
  });

  it("gives back a sealed secret and tells whether there is one", async () => {
    const { masterKey, storage, keystore } = newKeystore();
    expect(await keystore.has("fingerprint/1")).to.equal(false);
    await keystore.seal("fingerprint/1", SECRET);
    expect(await keystore.has("fingerprint/1")).to.equal(true);
    expect(await new Keystore(masterKey, storage).open("fingerprint/1")).to.deep.equal(SECRET);
  });

  it("refuses another master key", async () => {
    const { storage, keystore } = newKeystore();
    const { address } = await keystore.create();
    await keystore.seal("s", SECRET);
    const stranger = new Keystore(randomBytes(32), storage);
    await refused("wrong-master-key", () => stranger.signerOf(address));
    await refused("wrong-master-key", () => stranger.open("s"));
  });

  it("refuses sealed bytes with any one byte altered, added or cut off", async () => {
    const { storage, keystore } = newKeystore();
    await keystore.seal("s", SECRET);
    const [name, sealed] = only(storage);
    for (const at of sealed.keys()) {
      const altered = sealed.slice();
      altered[at] = (altered[at] ?? 0) ^ 0x01;
      storage.entries.set(name, altered);
      // Bytes 1 to 8 tell which master key it was: altered, they name another.
      await refused(at >= 1 && at <= 8 ? "wrong-master-key" : "sealed-data-altered", () => keystore.open("s"));
    }
    for (const altered of [sealed.slice(0, -1), Uint8Array.of(...sealed, 0), sealed.slice(0, 40), new Uint8Array()]) {
      storage.entries.set(name, altered);
      await refused("sealed-data-altered", () => keystore.open("s"));
    }
    storage.entries.set(name, sealed);
    expect(await keystore.open("s")).to.deep.equal(SECRET);
  });

  it("refuses one party's key put in the place of another's", async () => {
    const { storage, keystore } = newKeystore();
    const [a, b] = [await keystore.create(), await keystore.create()];
    const stolen = storage.entries.get(`key/${a.address}`) ?? expect.fail();
    storage.entries.set(`key/${b.address}`, stolen);
    await refused("sealed-data-altered", () => keystore.signerOf(b.address));
  });

  it("seals the same secret differently each time", async () => {
    const { storage, keystore } = newKeystore();
    await keystore.seal("a", SECRET);
    await keystore.seal("b", SECRET);
    const [a, b] = [...storage.entries.values()].map((bytes) => Buffer.from(bytes));
    // Salt, nonce, ciphertext and tag.
    for (const [from, to] of [
      [9, 41],
      [41, 53],
      [53, -16],
      [-16, undefined],
    ]) {
      expect(a?.subarray(from, to).equals(b?.subarray(from, to) ?? Buffer.alloc(0))).to.equal(false);
    }
  });

  it("never replaces a secret and says when there is none", async () => {
    const { keystore } = newKeystore();
    await keystore.seal("s", SECRET);
    await refused("secret-exists", () => keystore.seal("s", SECRET));
    await refused("secret-missing", () => keystore.open("other"));
    await refused("secret-missing", () => keystore.signerOf(`0x${"ab".repeat(20)}` as Address));
  });

  it("refuses a master key that is not 32 bytes, without repeating it", async () => {
    const short = new Uint8Array(31).fill(0xca);
    const refusal = await refused("bad-key", () => new Keystore(short, new MemoryStorage()));
    expect(String(refusal.stack)).not.to.match(/(ca){8}|(202,? ?){4}/);
  });

  it("shows no secret in what it stores, prints, serialises or throws", async () => {
    const { masterKey, storage, keystore } = newKeystore();
    await keystore.seal("s", SECRET);
    const [name, sealed] = only(storage);
    storage.entries.set(name, sealed.slice(0, -1));
    const refusal = await refused("sealed-data-altered", () => keystore.open("s"));
    const shown = [
      inspect(keystore, { depth: 10, showHidden: true }),
      JSON.stringify(keystore),
      inspect(refusal, { depth: 10, showHidden: true }),
      Buffer.from(sealed).toString("latin1"),
    ].join();
    expect(shown).not.to.include("canary-7f3a91c2");
    for (const secret of [Buffer.from(SECRET), masterKey]) {
      const start = [...secret.subarray(0, 6)];
      const hex = start.map((byte) => byte.toString(16).padStart(2, "0"));
      for (const written of [
        start.join(","),
        start.join(", "),
        hex.join(""),
        hex.join(" "),
        secret.toString("base64"),
      ]) {
        expect(shown).not.to.include(written);
      }
      expect(Buffer.from(sealed).includes(secret)).to.equal(false);
    }
  });
});
