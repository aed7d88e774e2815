import { inspect } from "node:util";

import { secp256k1 } from "@noble/curves/secp256k1.js";
import { expect } from "chai";
import { recoverAddress } from "ethers";

import { recoverSigner } from "../../../services/chain/signer.ts";
import type { Signer } from "../../../services/chain/signer.ts";
import { fromHex } from "../../../services/domain/hex.ts";
import { randomHash } from "./acting.ts";

const HALF_ORDER = secp256k1.Point.Fn.ORDER / 2n;

/** What every signer must do, wherever its key is kept. `make` is called once for each test. */
export function itConformsAsSigner(make: () => Promise<Signer>): void {
  /** Enough that both halves of s and both v come up unless the signer sees to it: 2^-64 otherwise. */
  const digests = Array.from({ length: 64 }, randomHash);

  it("signs what it is given, as its address", async () => {
    const signer = await make();
    for (const digest of digests) {
      const signature = await signer.sign(digest);
      expect(recoverSigner(digest, signature)).to.equal(signer.address);
      expect(recoverAddress(digest, signature).toLowerCase()).to.equal(signer.address);
    }
  });

  it("signs in 65 bytes: r, s in the lower half of the order, v 27 or 28", async () => {
    const signer = await make();
    const signatures = await Promise.all(digests.map(async (digest) => fromHex(await signer.sign(digest))));
    const seen = new Set<number | undefined>();
    for (const signature of signatures) {
      expect(signature).to.have.length(65);
      const { s } = secp256k1.Signature.fromBytes(signature.slice(0, 64), "compact");
      expect(s <= HALF_ORDER).to.equal(true);
      seen.add(signature[64]);
    }
    expect([...seen].toSorted()).to.deep.equal([27, 28]);
  });

  it("signs many at a time without mixing them up", async () => {
    const signer = await make();
    const signatures = await Promise.all(digests.map((digest) => signer.sign(digest)));
    for (const [at, digest] of digests.entries()) {
      expect(recoverSigner(digest, signatures[at] ?? "0x")).to.equal(signer.address);
    }
  });

  it("refuses a digest that is not 32 bytes", async () => {
    const signer = await make();
    for (const digest of ["0x", "0x11", `0x${"11".repeat(33)}`, "11".repeat(32)]) {
      const outcome = await signer.sign(digest as ReturnType<typeof randomHash>).catch((error: unknown) => error);
      expect(outcome, digest).to.be.instanceOf(Error);
    }
  });

  it("shows its address and custody and nothing else", async () => {
    const signer = await make();
    const shown = { address: signer.address, custody: signer.custody };
    expect(JSON.parse(JSON.stringify(signer))).to.deep.equal(shown);
    expect(inspect(signer, { depth: 10, showHidden: true })).not.to.match(/[0-9a-f]{64}|Uint8Array|Buffer/i);
    expect(shown.address).to.match(/^0x[0-9a-f]{40}$/);
    expect(["custodial", "external", "hsm"]).to.include(shown.custody);
  });
}
