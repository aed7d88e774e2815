import { expect } from "chai";
import { AbiCoder, id as hashOf, keccak256, zeroPadValue } from "ethers";

import { expire, freeze } from "../ClaimToken/standing.ts";
import { EUR, PartyRole, USD } from "../support/ledger.ts";
import { DAY, loadFixture, now } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { FOREVER, Kind, NO_CURRENCY, NO_ID, SUBJECT, attest, statement, withIssuers } from "./statement.ts";
import type { Statement, WithIssuers } from "./statement.ts";

const states = async ({ attestations }: WithIssuers, issuer: Party, given: Partial<Statement>) =>
  issuer.acts(attestations.call("attest", await statement(given)));

describe("Attestations.attest", () => {
  it("records who stated what, and tells it in the subject's history", async () => {
    const { attestations, appraiser } = await loadFixture(withIssuers);
    const given = await statement();
    const signed = await appraiser.signs([attestations.call("attest", given)]);
    const receipt = await appraiser.submits(signed);
    const types = ["address", "bytes32", "uint32"];
    const id = keccak256(AbiCoder.defaultAbiCoder().encode(types, [attestations.address, SUBJECT, 1]));
    const { subject, kind, value, currency, date, expiresAt, document, details } = given;
    const stated = { issuer: appraiser.address, kind, value, currency, date, expiresAt };
    expect(attestations.events(receipt, "Attested")).to.deep.equal([
      { subject, seq: 1n, intent: signed.intent.id, id, ...stated, document, details },
    ]);
    expect(await attestations.struct("attestation", id)).to.deep.equal({ subject, revokedAt: 0n, ...stated });
    expect(await attestations.uint("sequenceOf", SUBJECT)).to.equal(1n);
    expect(await attestations.flag("isValid", id, await now())).to.equal(true);
  });

  const WHO: readonly [kind: keyof typeof Kind, issuers: readonly (keyof WithIssuers)[]][] = [
    ["VALUATION", ["appraiser"]],
    ["REGISTRATION", ["registrar"]],
    ["GREEN_LABEL", ["auditor"]],
    ["REPORT", ["appraiser", "auditor"]],
    ["VERIFICATION", ["auditor", "registrar"]],
  ];
  for (const [kind, issuers] of WHO) {
    it(`takes a ${kind} from ${issuers.join(" or ")} and nobody else`, async () => {
      const ledger = await loadFixture(withIssuers);
      const { appraiser, auditor, registrar, supplier, bank } = ledger;
      const anyOf = await ledger.attestations.uint("issuersOf", Kind[kind]);
      const takers: string[] = [];
      for (const party of [appraiser, auditor, registrar, supplier, bank]) {
        const act = states(ledger, party, { kind: Kind[kind] });
        if (!issuers.includes(party.name as keyof WithIssuers)) {
          await expectRefusal(act, "CannotIssue", party.address, Kind[kind], anyOf);
        } else {
          await act;
          takers.push(party.name);
        }
      }
      expect(takers).to.have.members([...issuers]);
    });
  }

  it("refuses an issuer that is frozen or whose check has run out", async () => {
    const ledger = await loadFixture(withIssuers);
    const { appraiser, auditor } = ledger;
    await freeze(ledger, appraiser);
    await expire(ledger, auditor, PartyRole.AUDITOR);
    await expectRefusal(states(ledger, appraiser, {}), "CannotIssue", appraiser.address, Kind.VALUATION, 16n);
    const report = { kind: Kind.REPORT };
    await expectRefusal(states(ledger, auditor, report), "CannotIssue", auditor.address, Kind.REPORT, 48n);
  });

  it("refuses a statement about nothing, without evidence or date, and about oneself", async () => {
    const ledger = await loadFixture(withIssuers);
    const { appraiser } = ledger;
    const none = `0x${"00".repeat(32)}`;
    await expectRefusal(states(ledger, appraiser, { subject: none }), "EmptyStatement", none);
    await expectRefusal(states(ledger, appraiser, { document: none }), "EmptyStatement", SUBJECT);
    await expectRefusal(states(ledger, appraiser, { date: 0n }), "EmptyStatement", SUBJECT);
    const itself = zeroPadValue(appraiser.address, 32);
    await expectRefusal(states(ledger, appraiser, { subject: itself }), "AboutItself", appraiser.address);
  });

  it("refuses a date to come and an end that has passed", async () => {
    const ledger = await loadFixture(withIssuers);
    const [tomorrow, yesterday] = [(await now()) + DAY, (await now()) - DAY];
    await expectRefusal(states(ledger, ledger.appraiser, { date: tomorrow }), "FutureDate", tomorrow);
    await expectRefusal(states(ledger, ledger.appraiser, { expiresAt: yesterday }), "AlreadyExpired", yesterday);
  });

  it("asks a valuation for its currency and lets nothing else have a value", async () => {
    const ledger = await loadFixture(withIssuers);
    const { appraiser, registrar } = ledger;
    const { VALUATION, REGISTRATION } = Kind;
    const bare = states(ledger, appraiser, { currency: NO_CURRENCY });
    await expectRefusal(bare, "WrongValue", VALUATION, 5_000_000n, NO_CURRENCY);
    const valued = states(ledger, registrar, { kind: REGISTRATION, value: 1n });
    await expectRefusal(valued, "WrongValue", REGISTRATION, 1n, NO_CURRENCY);
    const priced = states(ledger, registrar, { kind: REGISTRATION, currency: EUR });
    await expectRefusal(priced, "WrongValue", REGISTRATION, 0n, EUR);
    await states(ledger, appraiser, { value: 0n });
  });
});

describe("Attestations.revoke", () => {
  it("ends a statement from now on, and tells it in the history", async () => {
    const ledger = await loadFixture(withIssuers);
    const { attestations, appraiser } = ledger;
    const id = await attest(ledger, appraiser);
    const before = await now();
    const signed = await appraiser.signs([attestations.call("revoke", id, hashOf("an error of scale"))]);
    const receipt = await appraiser.submits(signed);
    expect(attestations.events(receipt, "Revoked")).to.deep.equal([
      {
        subject: SUBJECT,
        seq: 2n,
        intent: signed.intent.id,
        id,
        by: appraiser.address,
        reason: hashOf("an error of scale"),
      },
    ]);
    expect(await attestations.flag("isValid", id, before)).to.equal(true);
    expect(await attestations.flag("isValid", id, await now())).to.equal(false);
  });

  it("is its issuer's alone, once, and not while it is frozen", async () => {
    const ledger = await loadFixture(withIssuers);
    const { attestations, appraiser, auditor, registrar } = ledger;
    const id = await attest(ledger, appraiser);
    const other = await attest(ledger, appraiser);
    const call = (of: string) => attestations.call("revoke", of, hashOf("why"));
    for (const stranger of [auditor, registrar]) {
      await expectRefusal(stranger.acts(call(id)), "NotIssuer", id, stranger.address, appraiser.address);
    }
    await appraiser.acts(call(id));
    await expectRefusal(appraiser.acts(call(id)), "AlreadyRevoked", id, await now());
    await expectRefusal(appraiser.acts(call(hashOf("none"))), "UnknownAttestation", hashOf("none"));
    await freeze(ledger, appraiser);
    await expectRefusal(appraiser.acts(call(other)), "CannotAct", appraiser.address);
  });

  it("stays with an issuer whose check has run out: it can still correct itself", async () => {
    const ledger = await loadFixture(withIssuers);
    const id = await attest(ledger, ledger.appraiser, { expiresAt: FOREVER });
    await expire(ledger, ledger.appraiser, PartyRole.APPRAISER);
    await ledger.appraiser.acts(ledger.attestations.call("revoke", id, hashOf("why")));
    expect(await ledger.attestations.flag("isValid", id, await now())).to.equal(false);
  });
});

describe("Attestations.strike", () => {
  it("is the registrar's, with a reason, and ends another's statement from now on", async () => {
    const ledger = await loadFixture(withIssuers);
    const { attestations, appraiser, registrar, auditor } = ledger;
    const id = await attest(ledger, appraiser);
    const call = (reason: string) => attestations.call("strike", id, reason);
    await expectRefusal(auditor.acts(call(hashOf("why"))), "AccessManagedUnauthorized", auditor.address);
    await expectRefusal(appraiser.acts(call(hashOf("why"))), "AccessManagedUnauthorized", appraiser.address);
    await expectRefusal(registrar.acts(call(NO_ID)), "NoReason", id);
    const signed = await registrar.signs([call(hashOf("no longer admitted"))]);
    const receipt = await registrar.submits(signed);
    const [told] = attestations.events(receipt, "Revoked");
    expect([told?.["by"], told?.["reason"]]).to.deep.equal([registrar.address, hashOf("no longer admitted")]);
    expect(await attestations.flag("isValid", id, await now())).to.equal(false);
    await expectRefusal(registrar.acts(call(hashOf("again"))), "AlreadyRevoked", id, await now());
    const unknown = attestations.call("strike", hashOf("none"), hashOf("why"));
    await expectRefusal(registrar.acts(unknown), "UnknownAttestation", hashOf("none"));
  });
});

describe("The history of a subject", () => {
  it("has a head that follows from its logs, and none of another's", async () => {
    const ledger = await loadFixture(withIssuers);
    const { attestations, appraiser } = ledger;
    const first = await appraiser.acts(attestations.call("attest", await statement()));
    const id = String(attestations.events(first, "Attested")[0]?.["id"]);
    const other = { subject: hashOf("another"), currency: USD };
    await attest(ledger, appraiser, other);
    const second = await appraiser.acts(attestations.call("revoke", id, hashOf("why")));
    let head = `0x${"00".repeat(32)}`;
    let seq = 0n;
    for (const log of [...attestations.logs(first, "Attested"), ...attestations.logs(second, "Revoked")]) {
      seq += 1n;
      const event = keccak256(`0x${[...log.topics, log.data].map((part) => part.slice(2)).join("")}`);
      head = keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32", "uint256", "bytes32"], [head, seq, event]));
    }
    expect(await attestations.text("headOf", SUBJECT)).to.equal(head);
    expect(await attestations.uint("sequenceOf", SUBJECT)).to.equal(2n);
  });
});
