import { secp256k1 } from "@noble/curves/secp256k1.js";
import { expect } from "chai";
import { concat, SigningKey, toBeHex, Wallet } from "ethers";
import fc from "fast-check";
import type { Hash, Hex } from "../../../services/domain/brand.ts";
import { fromHex, toHex } from "../../../services/domain/hex.ts";
import { DomainError } from "../../../services/domain/problem.ts";
import { recoverDigest } from "../../../services/evm/signature.ts";

const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const digests = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => toHex(bytes) as Hash);
const keys = fc.bigInt({ min: 1n, max: N - 1n }).map((key) => new SigningKey(toBeHex(key, 32)));

function parts(r: bigint | string, s: bigint | string, v: number): Hex {
  return concat([toBeHex(r, 32), toBeHex(s, 32), toBeHex(v, 1)]) as Hex;
}

describe("recovering a digest's signer", () => {
  it("finds the address of whichever key signed", () => {
    fc.assert(
      fc.property(keys, digests, (key, digest) => {
        const expected = new Wallet(key).address.toLowerCase();
        expect(recoverDigest(digest, key.sign(digest).serialized as Hex)).to.equal(expected);
      }),
      { numRuns: 50 },
    );
  });

  it("finds somebody else for another digest", () => {
    fc.assert(
      fc.property(keys, digests, digests, (key, digest, other) => {
        fc.pre(digest !== other);
        const signature = key.sign(digest).serialized as Hex;
        expect(recoverDigest(other, signature)).not.to.equal(new Wallet(key).address.toLowerCase());
      }),
      { numRuns: 20 },
    );
  });

  it("refuses the second form that every signature has", () => {
    fc.assert(
      fc.property(keys, digests, (key, digest) => {
        const { r, s, v } = key.sign(digest);
        const twin = parts(r, N - BigInt(s), v === 27 ? 28 : 27);
        expect(() => recoverDigest(digest, twin))
          .to.throw(DomainError, "upper half")
          .that.includes({ code: "bad-signature" });
      }),
      { numRuns: 20 },
    );
  });

  const digest = `0x${"11".repeat(32)}` as Hash;
  const { r, s } = new SigningKey(toBeHex(7, 32)).sign(digest);
  const half = N / 2n;
  const refused: Record<string, Hex> = {
    "v 0": parts(r, s, 0),
    "v 1": parts(r, s, 1),
    "v 29": parts(r, s, 29),
    "r 0": parts(0n, s, 27),
    "s 0": parts(r, 0n, 27),
    "r of the order": parts(N, s, 27),
    "s of the order": parts(r, N, 27),
    "s just above half of the order": parts(r, half + 1n, 27),
    "an r that is no point's": parts(5n, s, 27),
    "64 bytes": parts(r, s, 27).slice(0, -2) as Hex,
    "66 bytes": `${parts(r, s, 27)}00`,
    "no bytes": "0x",
    "no hex": "0xzz",
  };
  for (const [what, signature] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      expect(() => recoverDigest(digest, signature))
        .to.throw(DomainError)
        .that.includes({ code: "bad-signature", field: "signature" });
    });
  }

  it("refuses v 29 even where r stands for a point, as it does for one signature in 2^128", () => {
    const point = (x: bigint): boolean => {
      try {
        new secp256k1.Signature(x, 1n, 2).recoverPublicKey(fromHex(digest));
        return true;
      } catch {
        return false;
      }
    };
    const small = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n].find(point);
    if (small === undefined) throw new Error("none of the first r stands for a point");
    expect(() => recoverDigest(digest, parts(small, 1n, 29))).to.throw(DomainError, "v is neither 27 nor 28");
  });

  it("takes s of exactly half of the order", () => {
    expect(recoverDigest(digest, parts(r, half, 27))).to.match(/^0x[0-9a-f]{40}$/);
  });

  it("refuses a digest of another length", () => {
    expect(() => recoverDigest("0x11" as Hash, parts(r, s, 27)))
      .to.throw(DomainError)
      .that.includes({ code: "bad-hex", field: "digest" });
  });
});
