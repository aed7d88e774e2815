import { expect } from "chai";
import fc from "fast-check";

import { fromHex, parseAddress, parseHash, toHex } from "../../../services/domain/hex.ts";
import { refused } from "./refusal.ts";

describe("hexadecimal", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(fromHex(toHex(bytes))).to.deep.equal(bytes);
        expect(toHex(bytes)).to.equal(`0x${Buffer.from(bytes).toString("hex")}`);
      }),
    );
  });

  it("makes ids of equal bytes equal strings", () => {
    expect(parseHash(`0x${"Ab".repeat(32)}`)).to.equal(`0x${"ab".repeat(32)}`);
    expect(parseAddress(`0x${"F0".repeat(20)}`)).to.equal(`0x${"f0".repeat(20)}`);
  });

  it("refuses what is not bytes, and ids of another length", () => {
    for (const text of ["", "0", "0x1", "12", "0xgg", "0x12 ", "0X12", "0x1\n"]) {
      expect(
        refused(() => fromHex(text, "id")),
        text,
      ).to.equal("bad-hex at id");
    }
    for (const length of [0, 19, 20, 31, 33])
      expect(refused(() => parseHash(`0x${"ab".repeat(length)}`))).to.equal("bad-hex");
    expect(refused(() => parseAddress(`0x${"ab".repeat(32)}`))).to.equal("bad-hex");
  });
});
