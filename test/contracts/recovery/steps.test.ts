import { expect } from "chai";
import { AbiCoder, ZeroAddress, ZeroHash, keccak256 } from "ethers";

import { FUNDS, RECOVERY_DELAY, deployLedger } from "../support/ledger.ts";
import { RELAYER, loadFixture, nextBlockAt, now, outsider, wait } from "../support/network.ts";
import { Custody, keysOf } from "../support/party.ts";
import { expectRefusal, refusalOf } from "../support/refusal.ts";
import { send } from "../support/transactions.ts";
import {
  GROUNDS,
  NEW_KEYS,
  RecoveryState,
  THRESHOLD,
  confirmed,
  execution,
  freeze,
  guardiansCancellation,
  ownCancellation,
  ORDER,
  proposal,
  proposed,
  propose,
  recoveryOf,
  renewed,
  ripe,
  signersOf,
} from "./recovering.ts";

describe("Parties.proposeRecovery", () => {
  it("puts the new signers, the grounds and the registrar down in the account's history, and changes nothing else", async () => {
    const ledger = await loadFixture(deployLedger);
    const { financier, registrar } = ledger;
    const signed = await registrar.signs([proposal(ledger)]);
    const receipt = await registrar.submits(signed);
    const stored = await recoveryOf(financier);
    expect(stored).to.include({ number: 1n, executableAt: 0n, state: RecoveryState.PROPOSED });
    expect(financier.account.events(receipt, "RecoveryProposed")).to.deep.equal([
      {
        id: stored.id,
        seq: 2n,
        author: [registrar.address, signed.intent.id],
        reason: GROUNDS,
        threshold: BigInt(THRESHOLD),
        signers: NEW_KEYS.map(({ address }) => [address, Custody.EXTERNAL]),
      },
    ]);
    expect(await financier.account.uint("epoch")).to.equal(1n);
    expect(await financier.account.uint("custodyOf", NEW_KEYS[0]?.address)).to.equal(Custody.NONE);
  });

  it("is named by all that it would do, so that another one is never confirmed in its place", async () => {
    const { financier, recovery } = await loadFixture(proposed);
    const coder = AbiCoder.defaultAbiCoder();
    const types = ["address", "uint32", "uint8", "tuple(address,uint8)[]"];
    const signers = NEW_KEYS.map(({ address }) => [address, Custody.EXTERNAL]);
    expect(recovery).to.equal(keccak256(coder.encode(types, [financier.address, 1, THRESHOLD, signers])));
  });

  it("is the registrar's alone", async () => {
    const ledger = await loadFixture(deployLedger);
    for (const party of [ledger.governor, ledger.guardian, ledger.enforcer, ledger.financier]) {
      await expectRefusal(party.acts(proposal(ledger)), "AccessManagedUnauthorized", party.address);
    }
  });

  it("refuses a key that nobody has shown to hold, a bad set of signers, no grounds, and a stranger", async () => {
    const ledger = await loadFixture(deployLedger);
    const { registrar, parties, financier } = ledger;
    const call = (to: string, signers: object[], threshold: number, proofs: string[]) =>
      registrar.acts(parties.call("proposeRecovery", to, signers, threshold, proofs, GROUNDS));
    const { address } = financier;
    await expectRefusal(
      call(address, signersOf(NEW_KEYS), 1, ["0x", "0x", "0x"]),
      "NoPossession",
      NEW_KEYS[0]?.address,
    );
    await expectRefusal(call(address, signersOf(NEW_KEYS), 1, []), "WrongPossessionCount", 0n, 3n);
    await expectRefusal(call(address, [], 0, []), "BadThreshold", 0n, 0n);
    await expectRefusal(call(outsider(5), [], 0, []), "NotAnAccount", outsider(5));
    const [key] = NEW_KEYS;
    if (!key) throw new Error("no key");
    await expectRefusal(registrar.acts(proposal(ledger, [key, key])), "BadSigner", key.address);
    await expectRefusal(registrar.acts(proposal(ledger, NEW_KEYS, ZeroHash)), "NoReason");
    expect((await recoveryOf(financier)).number).to.equal(0n);
  });

  it("refuses a second one beside the first, and takes one after it was cancelled", async () => {
    const given = await loadFixture(proposed);
    const { financier, recovery } = given;
    await expectRefusal(propose(given), "WrongRecoveryState", recovery, RecoveryState.PROPOSED);
    await financier.acts(ownCancellation(given));
    await propose(given);
    const again = await recoveryOf(financier);
    expect(again.number).to.equal(2n);
    expect(again.id).not.to.equal(recovery);
  });
});

describe("Parties.confirmRecovery", () => {
  it("starts the seven days, under the governor's name", async () => {
    const { parties, governor, financier, recovery } = await loadFixture(proposed);
    const signed = await governor.signs([parties.call("confirmRecovery", financier.address, recovery)]);
    const receipt = await governor.submits(signed);
    const executableAt = (await now()) + RECOVERY_DELAY;
    expect(financier.account.events(receipt, "RecoveryConfirmed")).to.deep.equal([
      { id: recovery, seq: 3n, author: [governor.address, signed.intent.id], executableAt },
    ]);
    expect(await recoveryOf(financier)).to.include({ executableAt, state: RecoveryState.CONFIRMED });
    expect(await parties.uint("recoveryDelay")).to.equal(7n * 86_400n);
  });

  it("is the governor's alone, not of the registrar who proposed it", async () => {
    const { parties, registrar, guardian, enforcer, financier, recovery } = await loadFixture(proposed);
    for (const party of [registrar, guardian, enforcer, financier]) {
      const act = party.acts(parties.call("confirmRecovery", financier.address, recovery));
      await expectRefusal(act, "AccessManagedUnauthorized", party.address);
    }
  });

  it("refuses another recovery than the present one", async () => {
    const { parties, governor, financier, supplier, recovery } = await loadFixture(proposed);
    const other = governor.acts(parties.call("confirmRecovery", financier.address, ORDER));
    await expectRefusal(other, "WrongRecovery", ORDER, recovery);
    const elsewhere = governor.acts(parties.call("confirmRecovery", supplier.address, recovery));
    await expectRefusal(elsewhere, "WrongRecovery", recovery, ZeroHash);
  });
});

describe("A recovery's cancellation", () => {
  it("is the signers' as long as their party is not frozen", async () => {
    const given = await loadFixture(confirmed);
    const { financier, recovery } = given;
    const signed = await financier.signs([ownCancellation(given)]);
    const receipt = await financier.submits(signed);
    expect(financier.account.events(receipt, "RecoveryCancelled")).to.deep.equal([
      { id: recovery, seq: 4n, author: [financier.address, signed.intent.id], reason: ORDER },
    ]);
    expect((await recoveryOf(financier)).state).to.equal(RecoveryState.CANCELLED);
  });

  it("is not theirs any more once the party is frozen: a thief with the keys cannot block it", async () => {
    const given = await loadFixture(confirmed);
    const { financier, recovery } = given;
    await freeze(given);
    await expectRefusal(financier.acts(ownCancellation(given)), "FrozenPartyCannotCancel", recovery);
    expect((await recoveryOf(financier)).state).to.equal(RecoveryState.CONFIRMED);
  });

  it("is the guardian's, frozen or not, and nobody else's", async () => {
    const given = await loadFixture(confirmed);
    const { financier, guardian, recovery } = given;
    await freeze(given);
    for (const party of [given.governor, given.registrar, given.enforcer, given.supplier]) {
      await expectRefusal(party.acts(guardiansCancellation(given)), "AccessManagedUnauthorized", party.address);
    }
    const signed = await guardian.signs([guardiansCancellation(given)]);
    const receipt = await guardian.submits(signed);
    expect(financier.account.events(receipt, "RecoveryCancelled")).to.deep.equal([
      { id: recovery, seq: 4n, author: [guardian.address, signed.intent.id], reason: ORDER },
    ]);
    await expectRefusal(send(execution(given)), "WrongRecoveryState", recovery, RecoveryState.CANCELLED);
  });

  it("cannot be ordered of the account by anybody directly", async () => {
    const given = await loadFixture(confirmed);
    const { financier, supplier, recovery } = given;
    await expectRefusal(send(ownCancellation(given)), "OnlySelf", RELAYER);
    await expectRefusal(supplier.acts(ownCancellation(given)), "OnlySelf", supplier.address);
    const author = { actor: RELAYER, intent: ZeroHash };
    for (const call of [
      financier.account.call("revokeRecovery", recovery, ORDER, author),
      financier.account.call("confirmRecovery", recovery, 0, author),
      financier.account.call("proposeRecovery", signersOf(NEW_KEYS), 1, ORDER, author),
    ]) {
      await expectRefusal(send(call), "OnlyParties", RELAYER);
    }
  });
});

describe("PartyAccount.executeRecovery", () => {
  it("gives the account its new signers, by whoever asks, and no token moves", async () => {
    const given = await loadFixture(ripe);
    const { financier, euro, recovery } = given;
    const receipt = await send(execution(given), outsider(7));
    expect(financier.account.events(receipt, "RecoveryExecuted")).to.deep.equal([
      { id: recovery, seq: 4n, author: [outsider(7), ZeroHash] },
    ]);
    expect(financier.account.events(receipt, "SignersChanged")[0]).to.include({ epoch: 2n, seq: 5n, intent: ZeroHash });
    expect(await financier.account.uint("epoch")).to.equal(2n);
    expect(await financier.account.uint("threshold")).to.equal(BigInt(THRESHOLD));
    expect(await euro.uint("balanceOf", financier.address)).to.equal(FUNDS);
    await renewed(given).acts(euro.call("transfer", given.supplier.address, 5n));
    expect(await euro.uint("balanceOf", financier.address)).to.equal(FUNDS - 5n);
  });

  it("voids what the former keys have signed, and what they sign", async () => {
    const given = await loadFixture(ripe);
    const { financier, euro } = given;
    const before = await financier.signs([euro.call("transfer", given.supplier.address, 5n)]);
    await send(execution(given));
    await expectRefusal(financier.submits(before), "StaleEpoch", 1n, 2n);
    const after = financier.signed({ ...before.intent, epoch: 2n });
    const two = { ...after, signatures: after.signatures + after.signatures.slice(2) };
    await expectRefusal(financier.submits(two), "NotASigner", financier.keys[0]?.address);
  });

  it("goes on though a thief changes the signers of the frozen party while the delay runs", async () => {
    const given = await loadFixture(confirmed);
    const { financier, recovery } = given;
    await freeze(given);
    const thief = keysOf("thief", 1);
    await financier.acts(financier.account.call("setSigners", signersOf(thief), 1));
    const { executableAt } = await recoveryOf(financier);
    await expectRefusal(send(execution(given)), "RecoveryTooEarly", recovery, executableAt);
    await wait(RECOVERY_DELAY);
    await send(execution(given));
    expect(await financier.account.uint("custodyOf", thief[0]?.address)).to.equal(Custody.NONE);
    expect(await financier.account.uint("epoch")).to.equal(3n);
  });

  it("is too early in the last second of the delay, and in time in the next", async () => {
    const given = await loadFixture(confirmed);
    const { executableAt } = await recoveryOf(given.financier);
    await nextBlockAt(executableAt - 1n);
    await expectRefusal(send(execution(given)), "RecoveryTooEarly", given.recovery, executableAt);
    await nextBlockAt(executableAt);
    await send(execution(given));
    expect((await recoveryOf(given.financier)).state).to.equal(RecoveryState.EXECUTED);
  });

  it("takes no other signers, threshold or recovery than those confirmed", async () => {
    const given = await loadFixture(ripe);
    const { account } = given.financier;
    const other = signersOf(keysOf("thief", 3));
    for (const call of [
      account.call("executeRecovery", given.recovery, other, THRESHOLD),
      account.call("executeRecovery", given.recovery, signersOf(NEW_KEYS), 1),
      account.call("executeRecovery", given.recovery, signersOf(NEW_KEYS, Custody.HSM), THRESHOLD),
    ]) {
      expect((await refusalOf(send(call))).error).to.equal("WrongRecovery");
    }
    const unknown = account.call("executeRecovery", ORDER, signersOf(NEW_KEYS), THRESHOLD);
    await expectRefusal(send(unknown), "WrongRecovery", ORDER, given.recovery);
    expect(await account.uint("epoch")).to.equal(1n);
  });

  it("names the party that asked for it, and its intent", async () => {
    const given = await loadFixture(ripe);
    const signed = await given.supplier.signs([execution(given)]);
    const receipt = await given.supplier.submits(signed);
    const [event] = given.financier.account.events(receipt, "RecoveryExecuted");
    expect(event?.["author"]).to.deep.equal([given.supplier.address, signed.intent.id]);
  });

  it("knows no recovery of an account that never had one", async () => {
    const { supplier } = await loadFixture(deployLedger);
    expect(await recoveryOf(supplier)).to.deep.equal({ id: ZeroHash, number: 0n, executableAt: 0n, state: 0n });
    const call = supplier.account.call("executeRecovery", ZeroHash, [{ key: ZeroAddress, custody: 1 }], 1);
    await expectRefusal(send(call), "WrongRecoveryState", ZeroHash, RecoveryState.NONE);
  });
});
