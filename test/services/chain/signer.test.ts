import { expect } from "chai";
import { computeAddress } from "ethers";

import { generateKey, LocalSigner } from "../../../services/chain/localSigner.ts";
import { joinSignatures, recoverSigner } from "../../../services/chain/signer.ts";
import type { Hex } from "../../../services/domain/brand.ts";
import { fromHex, toHex } from "../../../services/domain/hex.ts";
import { randomHash } from "./acting.ts";
import { newSigner } from "./network.ts";
import { refused } from "./refusal.ts";
import { itConformsAsSigner } from "./signerConformance.ts";

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe("a signer with its key in the process", () => {
  itConformsAsSigner(() => Promise.resolve(newSigner()));

  it("has the address that ethers derives from the key", () => {
    const key = generateKey();
    expect(new LocalSigner(key).address).to.equal(computeAddress(toHex(key)).toLowerCase());
  });

  it("keeps its own copy of the key", async () => {
    const key = generateKey();
    const signer = new LocalSigner(key);
    key.fill(1);
    const digest = randomHash();
    expect(recoverSigner(digest, await signer.sign(digest))).to.equal(signer.address);
  });

  it("refuses what is no key and does not repeat it", async () => {
    const canary = toHex(new Uint8Array(31).fill(0xca));
    const bad = [fromHex(canary), new Uint8Array(32), fromHex(`0x${ORDER.toString(16)}`)];
    for (const key of bad) {
      const refusal = await refused("bad-key", () => new LocalSigner(key));
      expect(String(refusal.stack)).not.to.include(canary.slice(2, 20));
    }
  });
});

describe("recovering a signer", () => {
  const digest = randomHash();

  it("refuses the malleable twin, other recovery bytes and other lengths", async () => {
    const signature = await newSigner().sign(digest);
    const [r, s, v] = [signature.slice(2, 66), BigInt(`0x${signature.slice(66, 130)}`), fromHex(signature)[64] ?? 0];
    const twin: Hex = `0x${r}${(ORDER - s).toString(16).padStart(64, "0")}${(55 - v).toString(16)}`;
    const zeroed: Hex = `${signature.slice(0, 130)}0${String(v - 27)}` as Hex;
    for (const bad of [twin, zeroed, signature.slice(0, 130), `${signature}00`, "0x", "nonsense"] as Hex[]) {
      await refused("wrong-signature", () => recoverSigner(digest, bad));
    }
  });

  it("joins signatures in the order of their signers", async () => {
    const signers = Array.from({ length: 5 }, newSigner);
    const joined = joinSignatures(digest, await Promise.all(signers.map((signer) => signer.sign(digest))));
    const parts = joined.slice(2).match(/.{130}/g) ?? [];
    const order = parts.map((part) => recoverSigner(digest, `0x${part}`));
    expect(order).to.deep.equal(signers.map(({ address }) => address).toSorted());
  });

  it("refuses to count one signer twice", async () => {
    const signature = await newSigner().sign(digest);
    await refused("wrong-signature", () => joinSignatures(digest, [signature, signature]));
  });
});
