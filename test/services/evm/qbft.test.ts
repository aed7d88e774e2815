import { RLP } from "@ethereumjs/rlp";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { expect } from "chai";
import { computeAddress } from "ethers";
import type { Address, Hash, Hex } from "../../../services/domain/brand.ts";
import { fromHex, toHex } from "../../../services/domain/hex.ts";
import { DomainError } from "../../../services/domain/problem.ts";
import type { HeaderFields } from "../../../services/evm/header.ts";
import { qbftBlockHash, qbftQuorum, qbftSealers, qbftSealHash, qbftValidators } from "../../../services/evm/qbft.ts";
import { recoverDigest } from "../../../services/evm/signature.ts";

const EMPTY_ROOT = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421" as Hash;
const VALIDATORS = [
  "0x647bfdd19655e51e69d35454ff3a92f8828e6302",
  "0xa5c8416b9d13417b45b45ada76408f39d1e504ef",
  "0xb92e91f4dcc9d28503be521afa2a8fbf3c1acf60",
  "0xee3353e587cfa91625a1adaef308a726de3803d3",
] as string[] as Address[];
const SEALS: Hex[] = [
  "0xbc7633fd65570f610a595086e9a34e5bf6aacfb67b8f8cd01852e6b285147f046a50577b49378b86723ac9b456ef59ef7ab57cda7139d807f10f58e8cb10c67600",
  "0xad1defc2b0b4a48158cff24778bb5ba4d9f373c171022ab0a42e37bdb0d4025718434d303a8d94df56ef9ad5219be9f27b2f67179a7fb82d3323dde29546f9f701",
  "0xe233d3670dd97c715f72b440eeb1ccb1e22c8c23f6ab470c46c99c2d0ee6509f0341a42e0e4569782557e93c3815e8ca4294043595f69a90f73f135de8ecf41e00",
];
const extra = (round: number, seals: readonly Hex[]): Hex =>
  toHex(
    RLP.encode([
      new Uint8Array(32),
      VALIDATORS.map((validator) => fromHex(validator)),
      [],
      round,
      seals.map((seal) => fromHex(seal)),
    ]),
  );

/** Block 7528 of a public Besu QBFT test network (datachainlab/besu-qbft-elc), sealed in round 1 by three of four. */
const BESU: HeaderFields = {
  parentHash: "0x0af93e70b1c6d3974a88a42eb70bb61adbd523bfac0c83027ba4637c52746a0f" as Hash,
  sha3Uncles: "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347" as Hash,
  miner: "0xee3353e587cfa91625a1adaef308a726de3803d3" as Address,
  stateRoot: "0x166ed98eea93ab2b6f6b1a425526994adc2d675bf9a0d77d600ed1e02d8f77df" as Hash,
  transactionsRoot: EMPTY_ROOT,
  receiptsRoot: EMPTY_ROOT,
  logsBloom: `0x${"00".repeat(256)}`,
  difficulty: "0x1",
  number: "0x1d68",
  gasLimit: "0x47b760",
  gasUsed: "0x0",
  timestamp: "0x6640618b",
  extraData: extra(1, SEALS),
  mixHash: "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365" as Hash,
  nonce: "0x0000000000000000",
};
/** As published with the header. */
const SEAL_HASH = "0x75ea184f58cd3f0ef89032a069df01f07ec524ef3a85cf6d3e424d62130c0a32";

describe("a QBFT block", () => {
  it("of Besu has the published hash that its validators sealed", () => {
    expect(qbftSealHash(BESU)).to.equal(SEAL_HASH);
  });

  it("of Besu was sealed by three of its four validators, each once", () => {
    const sealers = qbftSealers(BESU);
    expect(new Set(sealers).size).to.equal(3);
    expect(VALIDATORS).to.include.members(sealers);
    expect(qbftValidators(BESU)).to.deep.equal(VALIDATORS);
  });

  it("has one hash, whoever sealed it in whichever round", () => {
    const other = { ...BESU, extraData: extra(7, SEALS.slice(1)) };
    expect(qbftBlockHash(other)).to.equal(qbftBlockHash(BESU));
    expect(qbftSealHash(other)).to.not.equal(SEAL_HASH);
    expect(qbftBlockHash({ ...BESU, number: "0x1d69" })).to.not.equal(qbftBlockHash(BESU));
  });

  it("in another round was sealed by nobody that is known", () => {
    for (const sealer of qbftSealers({ ...BESU, extraData: extra(2, SEALS) }))
      expect(VALIDATORS).not.to.include(sealer);
  });

  it("sealed with keys of our own names their addresses, as another implementation computes them", () => {
    const keys = Array.from({ length: 4 }, () => secp256k1.utils.randomSecretKey());
    const digest = fromHex(qbftSealHash({ ...BESU, extraData: extra(0, []) }));
    const seals = keys.map((key) => {
      const signature = secp256k1.sign(digest, key, { prehash: false, format: "recovered" });
      return toHex(Uint8Array.of(...signature.subarray(1), signature[0] ?? 0));
    });
    const expected = keys.map((key) => computeAddress(toHex(key)).toLowerCase());
    expect(qbftSealers({ ...BESU, extraData: extra(0, seals) })).to.deep.equal(expected);
    expect(() => recoverDigest(toHex(digest) as Hash, seals[0] ?? "0x")).to.throw(DomainError);
  });

  it("needs two thirds of its validators, rounded up", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 10].map(qbftQuorum)).to.deep.equal([1, 2, 2, 3, 4, 4, 5, 7]);
  });

  const refused: Record<string, Hex> = {
    "no extraData": "0x",
    "extraData that is no RLP": "0xf9ffff",
    "four items": toHex(RLP.encode([new Uint8Array(32), [], [], 0])),
    "a seal that is a list": toHex(RLP.encode([new Uint8Array(32), [], [], 0, [[]]])),
    "a short seal": toHex(RLP.encode([new Uint8Array(32), [], [], 0, [new Uint8Array(64)]])),
  };
  for (const [what, extraData] of Object.entries(refused)) {
    it(`is refused with ${what}`, () => {
      expect(() => qbftSealers({ ...BESU, extraData }))
        .to.throw(DomainError)
        .that.has.property("code", "bad-seal");
    });
  }
});
