import { expect } from "chai";
import { AbiCoder, ZeroAddress, ZeroHash, concat, keccak256 } from "ethers";

import { deployCallee, slotOf, through } from "../support/callees.ts";
import { Deployed } from "../support/deployed.ts";
import { PartyRole, admission, deployLedger } from "../support/ledger.ts";
import { RELAYER, loadFixture } from "../support/network.ts";
import { Custody, Party, keysOf } from "../support/party.ts";
import type { Key } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { send } from "../support/transactions.ts";
import type { Log } from "../support/transactions.ts";

const NEW = keysOf("new signers", 3);

const signersOf = (keys: readonly Key[], custody: bigint = Custody.HSM) =>
  keys.map(({ address }) => ({ key: address, custody }));

async function custodyOf({ account }: Party, { address }: Key): Promise<bigint> {
  return account.uint("custodyOf", address);
}

/** History head after the logs, recomputed from nothing but them. */
function headOf(logs: readonly Log[]): string {
  const coder = AbiCoder.defaultAbiCoder();
  return logs.reduce((head, { topics, data }) => {
    const [seq] = coder.decode(["uint32"], data) as unknown as [bigint];
    return keccak256(
      coder.encode(["bytes32", "uint256", "bytes32"], [head, seq, keccak256(concat([...topics, data]))]),
    );
  }, ZeroHash);
}

describe("PartyAccount.setSigners", () => {
  it("replaces signers and threshold and opens a new epoch", async () => {
    const { buyer } = await loadFixture(deployLedger);
    const before = buyer.keys[0];
    if (before === undefined) throw new Error("no key");
    const signed = await buyer.signs([buyer.account.call("setSigners", signersOf(NEW), 3)]);
    const receipt = await buyer.submits(signed);
    expect(await buyer.account.uint("epoch")).to.equal(2n);
    expect(await buyer.account.uint("threshold")).to.equal(3n);
    expect(await buyer.account.uint("sequence")).to.equal(2n);
    for (const key of NEW) expect(await custodyOf(buyer, key)).to.equal(Custody.HSM);
    expect(await custodyOf(buyer, before)).to.equal(Custody.NONE);
    const [changed] = buyer.account.events(receipt, "SignersChanged");
    expect(changed).to.deep.equal({
      epoch: 2n,
      seq: 2n,
      intent: signed.intent.id,
      threshold: 3n,
      signers: NEW.map(({ address }) => [address, Custody.HSM]),
    });
  });

  it("lets the new signers act, and the account is the same", async () => {
    const { buyer, network } = await loadFixture(deployLedger);
    await buyer.acts(buyer.account.call("setSigners", signersOf(NEW), 2));
    const counter = await deployCallee("counter");
    const renewed = new Party("renewed", buyer.entity, buyer.account, NEW, 2, network);
    await renewed.acts({ target: counter, data: "0x" });
    expect(await slotOf(counter)).to.equal(1n);
  });

  it("keeps how each key is held, also when it signs on", async () => {
    const { supplier } = await loadFixture(deployLedger);
    const [own] = supplier.keys;
    const [other] = NEW;
    if (own === undefined || other === undefined) throw new Error("no key");
    expect(await custodyOf(supplier, own)).to.equal(Custody.EXTERNAL);
    const signers = [...signersOf([own], Custody.CUSTODIAL), ...signersOf([other], Custody.HSM)];
    await supplier.acts(supplier.account.call("setSigners", signers, 1));
    expect(await custodyOf(supplier, own)).to.equal(Custody.CUSTODIAL);
    expect(await custodyOf(supplier, other)).to.equal(Custody.HSM);
  });

  it("keeps a head that can be recomputed from the account's logs", async () => {
    const ledger = await loadFixture(deployLedger);
    const { parties, registrar, network, buyer } = ledger;
    const { fields, proofs, keys } = await admission(ledger, "historic", {
      roles: PartyRole.ENTERPRISE,
      keys: 2,
      threshold: 2,
    });
    const account = buyer.account;
    const address = await parties.text("predict", fields);

    const party = new Party(
      "historic",
      fields.entity,
      new Deployed("PartyAccount", address, account.interface),
      keys,
      2,
      network,
    );
    const admitted = await registrar.acts(parties.call("admit", fields, proofs));
    const logs = [...party.account.logs(admitted, "SignersChanged")];
    expect(await party.account.text("head")).to.equal(headOf(logs));
    expect(party.account.events(admitted, "SignersChanged")[0]).to.include({ epoch: 1n, seq: 1n, intent: ZeroHash });
    const rotated = await party.acts(party.account.call("setSigners", signersOf(NEW), 1));
    logs.push(...party.account.logs(rotated, "SignersChanged"));
    const renewed = new Party("historic again", fields.entity, party.account, NEW, 1, network);
    const again = await renewed.acts(party.account.call("setSigners", signersOf(keys), 2));
    logs.push(...party.account.logs(again, "SignersChanged"));
    expect(logs).to.have.length(3);
    expect(await party.account.text("head")).to.equal(headOf(logs));
    expect(await party.account.uint("sequence")).to.equal(3n);
  });

  it("refuses anybody but the account itself", async () => {
    const { supplier } = await loadFixture(deployLedger);
    const call = supplier.account.call("setSigners", signersOf(NEW), 1);
    await expectRefusal(send(call), "OnlySelf", RELAYER);
    const forwarder = await deployCallee("forwarder");

    await expectRefusal(supplier.acts(through(forwarder, call)), "OnlySelf", forwarder);
    expect(await supplier.account.uint("epoch")).to.equal(1n);
  });

  it("refuses one account's change of another's signers", async () => {
    const { supplier, subSupplier } = await loadFixture(deployLedger);
    const call = subSupplier.account.call("setSigners", signersOf(NEW), 1);
    await expectRefusal(supplier.acts(call), "OnlySelf", supplier.address);
  });

  const seventeen = keysOf("many signers", 17);
  const thresholds: [string, readonly Key[], bigint][] = [
    ["a threshold of zero", NEW, 0n],
    ["a threshold above the number of signers", NEW, 4n],
    ["no signers", [], 1n],
    ["no signers and a threshold of zero", [], 0n],
    ["more than sixteen signers", seventeen, 1n],
  ];
  for (const [what, keys, threshold] of thresholds) {
    it(`refuses ${what}`, async () => {
      const { supplier } = await loadFixture(deployLedger);
      const call = supplier.account.call("setSigners", signersOf(keys), threshold);
      await expectRefusal(supplier.acts(call), "BadThreshold", threshold, BigInt(keys.length));
      expect(await supplier.account.uint("epoch")).to.equal(1n);
    });
  }

  it("takes sixteen signers of sixteen", async () => {
    const { supplier } = await loadFixture(deployLedger);
    await supplier.acts(supplier.account.call("setSigners", signersOf(seventeen.slice(0, 16)), 16));
    expect(await supplier.account.uint("threshold")).to.equal(16n);
  });

  it("refuses the same key twice", async () => {
    const { supplier } = await loadFixture(deployLedger);
    const [key] = NEW;
    const call = supplier.account.call("setSigners", signersOf([...NEW, ...NEW.slice(0, 1)]), 2);
    await expectRefusal(supplier.acts(call), "BadSigner", key?.address);
  });

  it("refuses the zero address and a key that nobody holds", async () => {
    const { supplier } = await loadFixture(deployLedger);
    const { account } = supplier;
    const zero = account.call("setSigners", [{ key: ZeroAddress, custody: Custody.HSM }], 1);
    await expectRefusal(supplier.acts(zero), "BadSigner", ZeroAddress);
    const unheld = account.call("setSigners", signersOf(NEW, Custody.NONE), 1);
    await expectRefusal(supplier.acts(unheld), "BadSigner", NEW[0]?.address);
    expect(await account.uint("epoch")).to.equal(1n);
  });
});
