import { expect } from "chai";
import { keccak256 } from "ethers";
import fc from "fast-check";
import { toHex } from "../../../services/domain/hex.ts";
import { keccak, keccakHash } from "../../../services/evm/keccak.ts";

describe("keccak-256", () => {
  it("of nothing is the hash that marks an account without code", () => {
    const empty = "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470";
    expect(keccakHash(new Uint8Array())).to.equal(empty);
  });

  it("agrees with ethers for any bytes, across the sponge's rate of 136", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300, size: "max" }), (bytes) => {
        expect(keccakHash(bytes)).to.equal(keccak256(bytes));
        expect(toHex(keccak(bytes))).to.equal(keccak256(bytes));
      }),
    );
  });
});
