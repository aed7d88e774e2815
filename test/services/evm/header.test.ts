import { expect } from "chai";
import type { Address, Hash, Hex } from "../../../services/domain/brand.ts";
import { DomainError } from "../../../services/domain/problem.ts";
import { headerHash, type HeaderFields } from "../../../services/evm/header.ts";

/** Block 20013090 of Ethereum's main network (Cancun, with blobs). */
const MAINNET_HASH = "0xb5f712d1c6eab970b927eac6e3f1704f297d4acfc860f2b243f61e1771aab3ff";
const MAINNET: HeaderFields = {
  parentHash: "0xb2b49c99cba41ed96ab53ff2b172cd867b7d6784fe8ca3c147d211529cde4482" as Hash,
  sha3Uncles: "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347" as Hash,
  miner: "0x4838b106fce9647bdf1e7877bf73ce8b0bad5f97" as Address,
  stateRoot: "0x62a02785cda0dc514aee2019d96eaefaee29d40428971940e21965805aa5136d" as Hash,
  transactionsRoot: "0x6365226abe9c20b7754d2b71212edf4815dd6ae80f8e0086ce051f126cc5e478" as Hash,
  receiptsRoot: "0x52b0138ad6cd29a7b8eab45da3fdbf3ac8ac19b9ea4b0fa85effff7c730b6c83" as Hash,
  logsBloom: `0x${[
    "906bcea33100b8441a4a0c5de35d59013308c3016c15ce661e9b0a186622e4714485c58587058601d718be14d7ba0d80",
    "be199318a800aefd47c7e06a0bad75262008cd48504b192bae365d0bce04e17e405c56db06fc3c988e020544d96c45d9",
    "0e0f31684246873f3018d2178148ff757625f37115d0a724a81cee37c63b2210884dae5e07432398b1dc31431fea4246",
    "44d36649e140ac5cea31e25d28b02ba8061e0d1c8bad6f320f7473ccaa12ceb844f9c63ac80fa005ecf30c4c01082278",
    "e192b20b60230782070e0dc26769d13636b0c413cd250594531735e26010e54d89ff6048ca0002b019ecbda696d1eb06",
    "0d7dde60f3b2f4cb4e4182f885d137b1",
  ].join("")}`,
  difficulty: "0x0",
  number: "0x1316022",
  gasLimit: "0x1c9c380",
  gasUsed: "0xd3b755",
  timestamp: "0x665e0b83",
  // "Titan (titanbuilder.xyz)"
  extraData: "0x546974616e2028746974616e6275696c6465722e78797a29",
  mixHash: "0x221ee008a8c5aafb557a4654110c3aeb8ae9c3af0f5ff7271edc7c91b2d95e07" as Hash,
  nonce: "0x0000000000000000",
  baseFeePerGas: "0x3322eaeab",
  withdrawalsRoot: "0xb18681663754565d0a1b2ba18ee9519e184905f59dfc5edd846fa5909772e1df" as Hash,
  blobGasUsed: "0x60000",
  excessBlobGas: "0x40000",
  parentBeaconBlockRoot: "0x87c7c94ff2fdca52510b51b932364c1fae94cb20cc9657e6de84f19921745603" as Hash,
};

describe("a header", () => {
  it("of the main network has its block's hash", () => {
    expect(headerHash(MAINNET)).to.equal(MAINNET_HASH);
  });

  for (const field of Object.keys(MAINNET) as (keyof HeaderFields)[]) {
    it(`has another hash when ${field} is another`, () => {
      const text = MAINNET[field] ?? "0x";
      const altered = `${text.slice(0, -1)}${text.endsWith("7") ? "8" : "7"}` as Hex;
      expect(headerHash({ ...MAINNET, [field]: altered })).not.to.equal(MAINNET_HASH);
    });
  }

  it("of an earlier fork does without the later fields, whether they are absent or null", () => {
    const { parentBeaconBlockRoot, ...older } = MAINNET;
    expect(parentBeaconBlockRoot).to.be.a("string");
    expect(headerHash(older)).not.to.equal(MAINNET_HASH);
    expect(headerHash({ ...MAINNET, parentBeaconBlockRoot: null })).to.equal(headerHash(older));
  });

  const refused: Record<string, [field: keyof HeaderFields, text: string]> = {
    "a short hash": ["stateRoot", "0x00"],
    "a long nonce": ["nonce", "0x000000000000000000"],
    "a decimal number": ["gasUsed", "7"],
    "a number without digits": ["number", "0x"],
    "half a byte": ["extraData", "0xa"],
  };
  for (const [what, [field, text]] of Object.entries(refused)) {
    it(`is refused for ${what}, by the field's name`, () => {
      expect(() => headerHash({ ...MAINNET, [field]: text }))
        .to.throw(DomainError)
        .that.includes({ code: "bad-hex", field });
    });
  }
});
