import { expect } from "chai";
import { Signature, concat, dataSlice, id, toBeHex } from "ethers";

import { deployCallee, slotOf } from "../support/callees.ts";
import { deployLedger } from "../support/ledger.ts";
import { CHAIN_ID, loadFixture } from "../support/network.ts";
import { UNUSED, outcomeOf } from "../support/outcomes.ts";
import { Key, keysOf } from "../support/party.ts";
import { expectRefusal, refusalOf } from "../support/refusal.ts";
import { intentDigest } from "../support/typedData.ts";
import type { Domain } from "../support/typedData.ts";

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** An intent of the buyer, an account of 2 of 3, and each signer's signature over it. */
async function twoOfThree() {
  const ledger = await deployLedger();
  const counter = await deployCallee("counter");
  const intent = await ledger.buyer.intent([{ target: counter, data: "0x" }]);
  const digest = intentDigest(ledger.buyer.domain, intent);
  const [a, b, c] = ledger.buyer.keys.map((key) => key.sign(digest));
  if (a === undefined || b === undefined || c === undefined) throw new Error("the buyer has three keys");
  const submit = (...signatures: string[]) =>
    ledger.buyer.submits({ account: ledger.buyer.address, intent, signatures: concat(signatures) });
  return { ...ledger, counter, intent, digest, a, b, c, submit };
}

/** The same signature in its other, malleable form. */
function highS(serialized: string): string {
  const { r, s, yParity } = Signature.from(serialized);
  return concat([r, toBeHex(ORDER - BigInt(s), 32), yParity === 0 ? "0x1c" : "0x1b"]);
}

describe("PartyAccount.execute, its signatures", () => {
  for (const pair of [
    ["a", "b"],
    ["a", "c"],
    ["b", "c"],
  ] as const) {
    it(`runs with two signers of three, ${pair.join(" and ")}`, async () => {
      const signed = await loadFixture(twoOfThree);
      await signed.submit(...pair.map((one) => signed[one]));
      expect(await slotOf(signed.counter)).to.equal(1n);
    });
  }

  it("refuses fewer signatures than the threshold", async () => {
    const { submit, a, buyer, intent } = await loadFixture(twoOfThree);
    await expectRefusal(submit(a), "WrongSignatureCount", 65n, 2n);
    expect(await outcomeOf(buyer, intent.id)).to.equal(UNUSED);
  });

  it("refuses more signatures than the threshold", async () => {
    const { submit, a, b, c } = await loadFixture(twoOfThree);
    await expectRefusal(submit(a, b, c), "WrongSignatureCount", 195n, 2n);
  });

  it("refuses no signature at all", async () => {
    const { submit } = await loadFixture(twoOfThree);
    await expectRefusal(submit(), "WrongSignatureCount", 0n, 2n);
  });

  it("refuses a signature with a byte too few or too many", async () => {
    const { submit, a, b } = await loadFixture(twoOfThree);
    await expectRefusal(submit(a, dataSlice(b, 0, 64)), "WrongSignatureCount", 129n, 2n);
    await expectRefusal(submit(a, b, "0x00"), "WrongSignatureCount", 131n, 2n);
  });

  it("refuses the same signer twice", async () => {
    const { submit, a, buyer } = await loadFixture(twoOfThree);
    const first = buyer.keys[0]?.address;
    await expectRefusal(submit(a, a), "SignersNotAscending", first, first);
  });

  it("refuses signers that are not ascending", async () => {
    const { submit, a, b, buyer } = await loadFixture(twoOfThree);
    const [first, second] = buyer.keys.map(({ address }) => address);
    await expectRefusal(submit(b, a), "SignersNotAscending", second, first);
  });

  it("refuses a key that is not a signer, among signers", async () => {
    const { submit, digest, buyer } = await loadFixture(twoOfThree);
    const [known] = buyer.keys;
    if (known === undefined) throw new Error("no key");
    const intruder = new Key("an intruder");
    const ascending = [known, intruder].sort((x, y) => (BigInt(x.address) < BigInt(y.address) ? -1 : 1));
    await expectRefusal(submit(...ascending.map((key) => key.sign(digest))), "NotASigner", intruder.address);
  });

  it("refuses the signers of another party", async () => {
    const { submit, digest, bank } = await loadFixture(twoOfThree);
    await expectRefusal(submit(...bank.keys.map((key) => key.sign(digest))), "NotASigner", bank.keys[0]?.address);
  });

  it("refuses a key that was a signer under an older epoch", async () => {
    const { buyer, counter } = await loadFixture(twoOfThree);
    const signers = keysOf("new buyer", 2).map(({ address }) => ({ key: address, custody: 3n }));
    await buyer.acts(buyer.account.call("setSigners", signers, 2));
    const signed = await buyer.signs([{ target: counter, data: "0x" }]);
    await expectRefusal(buyer.submits(signed), "NotASigner", buyer.keys[0]?.address);
  });

  it("refuses a signature in its malleable form, at either place", async () => {
    const { submit, a, b } = await loadFixture(twoOfThree);
    await expectRefusal(submit(highS(a), b), "MalformedSignature", 0n);
    await expectRefusal(submit(a, highS(b)), "MalformedSignature", 1n);
  });

  it("refuses a signature that no key can have made", async () => {
    const { submit, a, b } = await loadFixture(twoOfThree);
    await expectRefusal(submit(`0x${"00".repeat(65)}`, b), "MalformedSignature", 0n);
    await expectRefusal(submit(a, concat([dataSlice(b, 0, 64), "0x02"])), "MalformedSignature", 1n);
  });

  it("refuses a signature over anything else than what is submitted", async () => {
    const { buyer, intent, counter } = await loadFixture(twoOfThree);
    const { signatures, account } = buyer.signed(intent);
    const [call] = intent.calls;
    if (call === undefined) throw new Error("no call");
    const changes = [
      { id: id("another") },
      { deadline: intent.deadline + 1n },
      { gas: intent.gas - 1n },
      { calls: [] },
      { calls: [call, call] },
      { calls: [{ ...call, data: "0x00" }] },
      { calls: [{ ...call, target: buyer.address }] },
    ];
    for (const change of changes) {
      const { error } = await refusalOf(buyer.submits({ account, intent: { ...intent, ...change }, signatures }));
      expect(error, Object.keys(change).join()).to.be.oneOf(["NotASigner", "SignersNotAscending"]);
    }
    expect(await slotOf(counter)).to.equal(0n);
  });

  const elsewhere: [string, (domain: Domain, other: string) => Domain][] = [
    ["another network with the same chain id", (domain) => ({ ...domain, network: id("staging") })],
    ["another chain", (domain) => ({ ...domain, chainId: CHAIN_ID + 1n })],
    ["another account", (domain, contract) => ({ ...domain, contract })],
  ];
  for (const [where, moved] of elsewhere) {
    it(`refuses what was signed for ${where}`, async () => {
      const { supplier, subSupplier, counter } = await loadFixture(twoOfThree);
      const intent = await supplier.intent([{ target: counter, data: "0x" }]);
      const digest = intentDigest(moved(supplier.domain, subSupplier.address), intent);
      const signatures = concat(supplier.keys.map((key) => key.sign(digest)));
      const { error } = await refusalOf(supplier.submits({ account: supplier.address, intent, signatures }));
      expect(error).to.equal("NotASigner");
      expect(await slotOf(counter)).to.equal(0n);
    });
  }
});
