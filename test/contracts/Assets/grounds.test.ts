import { expect } from "chai";

import { corpusFile, skipLoudly } from "../../services/domain/corpus.ts";
import { deployLedger } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import { refusalOf } from "../support/refusal.ts";
import {
  Basis,
  EVIDENCE,
  Kind,
  LienKind,
  LienStatus,
  NO_FEES,
  Notice,
  Stage,
  Status,
  YEAR,
  activate,
  assetOf,
  coOwnedAsset,
  consent,
  lienOf,
  pledge,
  propose,
  rankedOn,
  record,
  register,
  transferTo,
  verifiedAsset,
  whole,
} from "./acts.ts";
import type { Proposal, WithAsset } from "./acts.ts";

interface Flaw {
  readonly error: string;
  /** Before a lien is proposed. */
  readonly before?: (ledger: WithAsset) => Promise<unknown>;
  /** Once all have consented: it stops the registration. Left out where the same as before. */
  readonly after?: (ledger: WithAsset, lien: bigint) => Promise<unknown>;
  readonly errorAfter?: string;
  readonly proposal?: (ledger: WithAsset) => Promise<Partial<Proposal>>;
  readonly asset?: () => Promise<WithAsset>;
  readonly by?: (ledger: WithAsset) => WithAsset["supplier"];
}

const ZERO = `0x${"00".repeat(32)}`;

const recorded =
  (name: string, ...args: unknown[]) =>
  (ledger: WithAsset) =>
    record(ledger, name, ledger.id, ...args, EVIDENCE);

/** One row for each ground on which an office refuses a pledge, see pledge-rules.json of the corpus. */
const GROUNDS: Readonly<Record<string, Flaw>> = {
  owner_mismatch: {
    error: "NotAnOwner",
    by: ({ buyer }) => buyer,
    after: async (ledger) => {
      const { assets, supplier, buyer, id } = ledger;
      await transferTo(supplier, assets, id, whole(buyer));
      await record(ledger, "verify", id, EVIDENCE);
    },
    errorAfter: "OwnersChanged",
  },
  terminated_or_invalidated: { error: "RightEnded", before: recorded("invalidate") },
  not_granted: { error: "NotGranted", before: recorded("recordStage", Stage.APPLICATION) },
  annuity_unpaid: { error: "FeesUnpaid", before: recorded("recordFees", 1n) },
  title_dispute_or_preserved: { error: "TitleWithheld", before: recorded("recordRestraint", true) },
  debt_term_exceeds_right: {
    error: "DebtOutlivesRight",
    proposal: async (ledger) => ({ debtDueAt: (await assetOf(ledger, ledger.id)).expiresAt + 1n }),
    after: async (ledger) => {
      const term = { expiresAt: (await assetOf(ledger, ledger.id)).expiresAt - 8n * YEAR, termBasis: Basis.GRANT };
      await record(ledger, "recordTerm", ledger.id, { ...term, source: EVIDENCE });
    },
  },
  contract_incomplete: { error: "ContractIncomplete", proposal: async () => ({ documentRoot: ZERO }) },
  co_owner_consent_missing: { error: "ConsentMissing", asset: coOwnedAsset, after: async () => undefined },
  already_pledged: {
    error: "AlreadyPledged",
    before: (ledger) => pledge(ledger, { lienKind: LienKind.PLEDGE }),
  },
  um_same_day_invention: { error: "SameDayInvention", asset: sameDayModel },
  invalidation_pending: { error: "InvalidationPending", before: recorded("recordContest", true) },
  other: { error: "Refused", after: (ledger, lien) => record(ledger, "refuse", lien, EVIDENCE) },
};

async function sameDayModel(): Promise<WithAsset> {
  const ledger = await deployLedger();
  const id = await register(ledger, { kind: Kind.UTILITY_MODEL, hasSameDayInvention: true });
  await record(ledger, "verify", id, EVIDENCE);
  return { ...ledger, id };
}

const setting = (flaw: Flaw): Promise<WithAsset> => loadFixture(flaw.asset ?? verifiedAsset);

describe("Every ground on which an office refuses a pledge", () => {
  const rules = corpusFile("ip/pledge-rules.json");
  if (rules === undefined) skipLoudly("ip/pledge-rules.json");
  else {
    it("has a row here, and no other has", () => {
      const { refusal_grounds } = JSON.parse(rules) as { refusal_grounds: { code: string }[] };
      expect(refusal_grounds.map(({ code }) => code).toSorted()).to.deep.equal(Object.keys(GROUNDS).toSorted());
    });
  }

  it("has an error of its own", () => {
    const errors = Object.values(GROUNDS).map(({ error }) => error);
    expect(new Set(errors).size).to.equal(errors.length);
  });

  for (const [code, flaw] of Object.entries(GROUNDS)) {
    const { before, proposal, by, error } = flaw;
    if (before ?? proposal ?? by ?? code === "um_same_day_invention") {
      it(`${code}: such a lien cannot be proposed, and nothing has changed`, async () => {
        const ledger = await setting(flaw);
        await before?.(ledger);
        const { seq } = await assetOf(ledger, ledger.id);
        const refused = await refusalOf(propose(ledger, await proposal?.(ledger), by?.(ledger)));
        expect(refused.error).to.equal(error);
        expect((await assetOf(ledger, ledger.id)).seq).to.equal(seq);
      });
    }
    const after = flaw.after ?? before;
    if (after) {
      it(`${code}: nor registered, once all have consented`, async () => {
        const ledger = await setting(flaw);
        const lien = await propose(ledger);
        await consent(ledger, lien, ledger.financier);
        await after(ledger, lien);
        const { status } = await lienOf(ledger, lien);
        const active = await rankedOn(ledger, ledger.id);
        const refused = await refusalOf(activate(ledger, lien, { sequence: 77n }));
        expect(refused.error).to.equal(flaw.errorAfter ?? error);
        expect((await lienOf(ledger, lien)).status).to.equal(status);
        expect(await rankedOn(ledger, ledger.id)).to.deep.equal(active);
      });
    }
  }

  it("names what is wrong", async () => {
    const ledger = await loadFixture(coOwnedAsset);
    const { id, buyer } = ledger;
    const lien = await propose(ledger);
    expect((await refusalOf(activate(ledger, lien))).args).to.deep.equal([lien, buyer.address]);
    await record(ledger, "recordFees", id, 5n, EVIDENCE);
    expect((await refusalOf(propose(ledger))).args).to.deep.equal([id, 5n]);
    await record(ledger, "recordFees", id, NO_FEES, EVIDENCE);
    await record(ledger, "recordStage", id, Stage.NO_RIGHT, EVIDENCE);
    expect((await refusalOf(propose(ledger))).args).to.deep.equal([id, Stage.NO_RIGHT]);
  });

  it("includes a right whose term has run out though nobody has recorded it, and one whose end nobody knows", async () => {
    const ledger = await loadFixture(verifiedAsset);
    const { id } = ledger;
    await record(ledger, "recordFees", id, NO_FEES, EVIDENCE);
    await record(ledger, "recordTerm", id, { expiresAt: 0n, termBasis: Basis.UNKNOWN, source: EVIDENCE });
    expect((await refusalOf(propose(ledger))).error).to.equal("TermUnknown");
    await record(ledger, "recordTerm", id, { expiresAt: 5n, termBasis: Basis.GRANT, source: EVIDENCE });
    const { error, args } = await refusalOf(propose(ledger));
    expect({ error, args }).to.deep.equal({ error: "RightEnded", args: [id, Status.VERIFIED, 5n] });
  });

  it("includes what the registrar has not verified", async () => {
    const ledger = await loadFixture(deployLedger);
    const id = await register(ledger);
    const { error, args } = await refusalOf(propose({ ...ledger, id }));
    expect({ error, args }).to.deep.equal({ error: "NotVerified", args: [id, Status.PENDING] });
  });

  for (const gap of ["amount", "debtDueAt", "debt", "documentRoot", "currency"] as const) {
    it(`includes a contract without ${gap}`, async () => {
      const ledger = await loadFixture(verifiedAsset);
      const empty = { amount: 0n, debtDueAt: 0n, debt: ZERO, documentRoot: ZERO, currency: "0x000000" }[gap];
      expect((await refusalOf(propose(ledger, { [gap]: empty }))).error).to.equal("ContractIncomplete");
    });
  }
});

describe("Parties that know of a flaw", () => {
  it("can insist in spite of pending invalidation or a same-day invention, and of nothing else", async () => {
    const ledger = await loadFixture(sameDayModel);
    await record(ledger, "recordContest", ledger.id, true, EVIDENCE);
    const one = refusalOf(propose(ledger, { notices: Notice.INVALIDATION_PENDING }));
    expect((await one).error).to.equal("SameDayInvention");
    const other = refusalOf(propose(ledger, { notices: Notice.SAME_DAY_INVENTION }));
    expect((await other).error).to.equal("InvalidationPending");
    const notices = Notice.INVALIDATION_PENDING | Notice.SAME_DAY_INVENTION;
    const lien = await pledge(ledger, { notices });
    expect((await lienOf(ledger, lien)).status).to.equal(LienStatus.ACTIVE);
    const { error, args } = await refusalOf(propose(ledger, { notices: 4n }));
    expect({ error, args }).to.deep.equal({ error: "UnknownNotice", args: [4n] });
  });
});
