import { expect } from "chai";
import { ZeroAddress, ZeroHash, id } from "ethers";

import { at } from "../support/deployed.ts";
import { PartyRole, admission, deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import { Custody, Key } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { possessionDigest } from "../support/typedData.ts";

const TERMS = { roles: PartyRole.ENTERPRISE, keys: 2, threshold: 2 };

/** A ledger and an admission that nothing is wrong with, yet. */
async function candidate() {
  const ledger = await deployLedger();
  return { ...ledger, ...(await admission(ledger, "candidate", TERMS)) };
}

async function admits({ registrar, parties }: Ledger, fields: object, proofs: readonly string[]) {
  return registrar.acts(parties.call("admit", fields, proofs));
}

describe("Parties.admit", () => {
  it("creates the account of an entity with roles, country, validity and signers, in one step", async () => {
    const ledger = await loadFixture(candidate);
    const { parties, fields, proofs, keys } = ledger;
    const receipt = await admits(ledger, fields, proofs);
    const address = await parties.text("accountOf", fields.entity);
    const { entity, roles, country, validUntil } = fields;
    expect(parties.events(receipt, "PartyAdmitted")).to.deep.equal([
      { entity, account: address, roles, country, validUntil },
    ]);
    const expected = { entity, roles, country, validUntil, frozen: false, sealed_: false };
    expect(await parties.struct("party", address)).to.deep.equal(expected);
    expect(await parties.flag("isAccount", address)).to.be.true;
    const account = await at("PartyAccount", address);
    expect(await account.uint("threshold")).to.equal(2n);
    for (const key of keys) expect(await account.uint("custodyOf", key.address)).to.equal(Custody.EXTERNAL);
  });

  it("gives the account the address that was predicted", async () => {
    const ledger = await loadFixture(candidate);
    const { parties, fields, proofs } = ledger;
    const predicted = await parties.text("predict", fields);
    expect(await parties.flag("isAccount", predicted)).to.be.false;
    await admits(ledger, fields, proofs);
    expect(await parties.text("accountOf", fields.entity)).to.equal(predicted);
  });

  it("predicts another address for another entity, other signers or another threshold, and for nothing else", async () => {
    const { parties, fields } = await loadFixture(candidate);
    const predict = (given: object) => parties.text("predict", { ...fields, ...given });
    const predicted = await predict({});
    const others = [{ entity: id("another") }, { signers: fields.signers.slice(0, 1) }, { threshold: 1 }];
    for (const other of others) expect(await predict(other)).not.to.equal(predicted);
    expect(await predict({ roles: 2, country: "0x4652", validUntil: 1 })).to.equal(predicted);
  });

  it("numbers accounts from 1 in the order of their admission", async () => {
    const ledger = await loadFixture(candidate);
    const { parties, fields, proofs, governor, financier } = ledger;
    await admits(ledger, fields, proofs);
    expect(await parties.text("accountAt", 0)).to.equal(ZeroAddress);
    expect(await parties.text("accountAt", 1)).to.equal(governor.address);
    expect(await parties.text("accountAt", 10)).to.equal(financier.address);
    expect(await parties.text("accountAt", 11)).to.equal(await parties.text("accountOf", fields.entity));
  });

  it("is the registrar's alone", async () => {
    const { parties, fields, proofs, governor, enforcer, supplier } = await loadFixture(candidate);
    for (const party of [governor, enforcer, supplier]) {
      const act = party.acts(parties.call("admit", fields, proofs));
      await expectRefusal(act, "AccessManagedUnauthorized", party.address);
    }
  });

  it("refuses an entity that is admitted, also with other signers", async () => {
    const ledger = await loadFixture(candidate);
    const { parties, fields, proofs, network } = ledger;
    await admits(ledger, fields, proofs);
    const known = await parties.text("accountOf", fields.entity);
    await expectRefusal(admits(ledger, fields, proofs), "EntityAdmitted", fields.entity, known);
    const key = new Key("another signer");
    const proof = key.sign(possessionDigest({ network, contract: parties.address }, fields.entity, key.address));
    const other = { ...fields, threshold: 1, signers: [{ key: key.address, custody: Custody.HSM }] };
    await expectRefusal(admits(ledger, other, [proof]), "EntityAdmitted", fields.entity, known);
  });

  for (const [what, empty] of [
    ["an entity", { entity: ZeroHash }],
    ["a country", { country: "0x0000" }],
    ["a validity", { validUntil: 0n }],
  ] as const) {
    it(`refuses an admission without ${what}`, async () => {
      const ledger = await loadFixture(candidate);
      const fields = { ...ledger.fields, ...empty };
      await expectRefusal(admits(ledger, fields, ledger.proofs), "EmptyAdmission", fields.entity);
    });
  }

  it("refuses a proof too few or too many", async () => {
    const ledger = await loadFixture(candidate);
    const { fields, proofs } = ledger;
    await expectRefusal(admits(ledger, fields, proofs.slice(1)), "WrongPossessionCount", 1n, 2n);
    await expectRefusal(admits(ledger, fields, [...proofs, ...proofs]), "WrongPossessionCount", 4n, 2n);
    await expectRefusal(admits(ledger, fields, []), "WrongPossessionCount", 0n, 2n);
  });

  it("refuses a proof by another key, and proofs in another order than the signers", async () => {
    const ledger = await loadFixture(candidate);
    const { fields, proofs, keys } = ledger;
    const twice = proofs.map(() => proofs[0] ?? "");
    await expectRefusal(admits(ledger, fields, twice), "NoPossession", keys[1]?.address);
    await expectRefusal(admits(ledger, fields, proofs.toReversed()), "NoPossession", keys[0]?.address);
  });

  it("refuses a proof that was made for another entity, another network or another key", async () => {
    const ledger = await loadFixture(candidate);
    const { fields, proofs, keys, network, parties } = ledger;
    const [first, second] = keys;
    if (first === undefined || second === undefined) throw new Error("the candidate has two keys");
    const here = { network, contract: parties.address };
    const digests = [
      possessionDigest(here, id("another entity"), first.address),
      possessionDigest({ ...here, network: id("staging") }, fields.entity, first.address),
      possessionDigest(here, fields.entity, second.address),
    ];
    for (const digest of digests) {
      const act = admits(ledger, fields, [first.sign(digest), ...proofs.slice(1)]);
      await expectRefusal(act, "NoPossession", first.address);
    }
  });

  it("refuses a proof that is no signature, also for the zero address", async () => {
    const ledger = await loadFixture(candidate);
    const { fields, proofs, keys } = ledger;
    const garbage = `0x${"00".repeat(65)}`;
    for (const none of ["0x", garbage]) {
      const act = admits(ledger, fields, [none, ...proofs.slice(1)]);
      await expectRefusal(act, "NoPossession", keys[0]?.address);
    }
    const nobody = { ...fields, threshold: 1, signers: [{ key: ZeroAddress, custody: Custody.HSM }] };
    await expectRefusal(admits(ledger, nobody, [garbage]), "NoPossession", ZeroAddress);
  });

  it("admits nothing when the account refuses its signers", async () => {
    const ledger = await loadFixture(candidate);
    const { fields, proofs, parties } = ledger;
    await expectRefusal(admits(ledger, { ...fields, threshold: 3 }, proofs), "BadThreshold", 3n, 2n);
    await expectRefusal(admits(ledger, { ...fields, threshold: 0 }, proofs), "BadThreshold", 0n, 2n);
    const [signer] = fields.signers;
    const twice = { ...fields, signers: [signer, signer] };
    const same = proofs.map(() => proofs[0] ?? "");
    await expectRefusal(admits(ledger, twice, same), "BadSigner", signer?.key);
    expect(await parties.text("accountOf", fields.entity)).to.equal(ZeroAddress);
    expect(await parties.text("accountAt", 11)).to.equal(ZeroAddress);
  });

  it("says the digest that proves possession by its EIP-712", async () => {
    const { fields, keys, network, parties } = await loadFixture(candidate);
    const key = keys[0]?.address ?? "";
    const expected = possessionDigest({ network, contract: parties.address }, fields.entity, key);
    expect(await parties.text("possessionDigestOf", fields.entity, key)).to.equal(expected);
  });
});
