import { expect } from "chai";
import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

import { describeApi } from "../../scripts/describeApi.ts";
import { Client } from "../../scripts/story/client.ts";
import { makeLei } from "../../scripts/story/identifiers.ts";
import { act } from "../../scripts/story/parties.ts";
import { fixture } from "./support/corpus.ts";
import { acknowledged, setStage } from "./support/cast.ts";
import type { Stage } from "./support/cast.ts";
import { Cleanup } from "../services/store/databases.ts";
import { someDatabase, startTestService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

/** What a party that has nothing to do with the thing is answered; "own" marks routes that show each party its own only. */
type Foreign = "own" | "public" | 403 | 404 | 422;

interface Row {
  readonly foreign: Foreign;
  readonly body?: (things: Things) => unknown;
  /** A viewer of that party, where it is not 403 for a POST and the same for a GET. */
  readonly viewer?: number;
  /** An auditor, where it is not 403 for a POST and 200 for a GET. */
  readonly auditor?: number;
}

const EVIDENCE = `0x${"ab".repeat(32)}`;

/** Every route of the API; one without a row fails the test. */
const ROUTES: Readonly<Record<string, Row>> = {
  "GET /health": { foreign: "public" },
  "GET /ready": { foreign: "public" },
  "GET /problems/{code}": { foreign: "public" },
  "GET /v1/me": { foreign: "own" },
  "GET /v1/parties": { foreign: "own" },
  "GET /v1/parties/{id}": { foreign: "own" },
  "GET /v1/parties/possession": { foreign: "own" },
  "POST /v1/parties": { foreign: 403, body: ({ admission }) => admission },
  "GET /v1/users": { foreign: "own" },
  "POST /v1/api-keys": { foreign: 404, viewer: 404, body: ({ colleague }) => ({ userId: colleague }) },
  "POST /v1/api-keys/{id}/revocation": { foreign: 404, viewer: 404, body: () => ({}) },
  "POST /v1/parties/{id}/grants": { foreign: 403, body: ({ money }) => ({ role: "settlement", dailyCaps: [money] }) },
  "GET /v1/parties/{id}/signers": { foreign: "own" },
  "POST /v1/parties/{id}/signers": {
    foreign: 403,
    body: ({ colleague }) => ({ threshold: 1, signers: [{ userId: colleague }] }),
  },
  "GET /v1/parties/{id}/recoveries": { foreign: 404 },
  "GET /v1/parties/{id}/recoveries/{recovery}": { foreign: 404 },
  "POST /v1/parties/{id}/recoveries": { foreign: 403 },
  "POST /v1/parties/{id}/recoveries/{recovery}/confirmation": { foreign: 403, body: () => ({}) },
  "POST /v1/parties/{id}/recoveries/{recovery}/cancellation": { foreign: 403, body: () => ({ reason: "mine" }) },
  // Anybody may carry a recovery out, but only one that is confirmed and whose delay has passed.
  "POST /v1/parties/{id}/recoveries/{recovery}/execution": { foreign: 422, body: () => ({}) },
  "POST /v1/parties/{id}/freeze": { foreign: 403 },
  "POST /v1/parties/{id}/unfreeze": { foreign: 403, body: () => ({ reason: "mine" }) },
  "GET /v1/overrides": { foreign: "own" },
  "POST /v1/parties/{id}/renewal": { foreign: 403 },
  "GET /v1/policies": { foreign: "own" },
  "POST /v1/policies/{country}": {
    foreign: 403,
    body: () => ({ warnedTenorDays: null, longestTenorDays: null, registrationRequired: false }),
  },
  "GET /v1/pause": { foreign: "own" },
  "POST /v1/pause": { foreign: 403 },
  "POST /v1/unpause": { foreign: 403, body: () => ({}) },
  "GET /v1/attestations": { foreign: "own" },
  "POST /v1/attestations": { foreign: 422, body: ({ report }) => report },
  "GET /v1/attestations/{id}": { foreign: 404 },
  "POST /v1/attestations/{id}/revocation": { foreign: 404, body: () => ({ reason: "not mine" }) },
  "POST /v1/receivables/{id}/freezes": { foreign: 403 },
  "POST /v1/receivables/{id}/forced-transfers": { foreign: 403 },
  "POST /v1/receivables/{id}/forced-withdrawals": { foreign: 403 },
  "GET /v1/receivables": { foreign: "own" },
  "POST /v1/receivables": { foreign: 422, body: ({ stage }) => stage.invoice.bytes },
  "GET /v1/receivables/{id}": { foreign: 404 },
  "GET /v1/duplicate-cases/{number}": { foreign: 403, auditor: 403 },
  "GET /v1/receivables/{id}/document": { foreign: 404 },
  "GET /v1/receivables/{id}/provenance": { foreign: 404 },
  "POST /v1/receivables/{id}/acknowledgement": { foreign: 404, body: () => ({ waivers: [] }) },
  "POST /v1/receivables/{id}/cancellation": { foreign: 404, body: () => ({ reason: "mine" }) },
  "POST /v1/receivables/{id}/transfers": {
    foreign: 404,
    body: ({ stage, money }) => ({ to: stage.bank.id, amount: money, reference: "x" }),
  },
  "POST /v1/receivables/{id}/payments": { foreign: 404, body: ({ money }) => ({ source: "ledger", amount: money }) },
  "POST /v1/receivables/{id}/withdrawals": { foreign: 404, body: () => ({}) },
  "POST /v1/receivables/{id}/redemptions": { foreign: 404, body: () => ({}) },
  "POST /v1/receivables/{id}/refunds": { foreign: 404, body: () => ({}) },
  "POST /v1/receivables/{id}/rejection": { foreign: 404, body: () => ({ reason: "not mine" }) },
  "POST /v1/receivables/{id}/dispute": {
    foreign: 404,
    body: ({ money, expiresAt }) => ({ amount: money, resolveBy: expiresAt, reason: "not mine" }),
  },
  "POST /v1/receivables/{id}/dispute/withdrawal": { foreign: 404, body: () => ({ reason: "not mine" }) },
  "POST /v1/receivables/{id}/credit-notes": {
    foreign: 404,
    body: ({ money }) => ({ amount: money, making: "owed", number: "CN-1" }),
  },
  "POST /v1/credit-notes": { foreign: 422, body: () => readFileSync(fixture("harbour-steel-credit-note.xml")) },
  "GET /v1/receivables/{id}/credit-notes": { foreign: 404 },
  "GET /v1/receivables/{id}/credit-notes/{root}/document": { foreign: 404, auditor: 404 },
  "POST /v1/receivables/{id}/credit-notes/acceptance": { foreign: 404, body: ({ money }) => ({ amount: money }) },
  "POST /v1/receivables/{id}/credit-notes/decline": { foreign: 404, body: () => ({ reason: "not mine" }) },
  "POST /v1/receivables/{id}/credit-payments": { foreign: 404, body: ({ money }) => ({ amount: money }) },
  "POST /v1/receivables/{id}/amendment": { foreign: 404, body: () => ({ dueDate: "2030-01-31" }) },
  "POST /v1/receivables/{id}/correction": {
    foreign: 404,
    body: () => readFileSync(fixture("harbour-steel-ubl.xml")),
  },
  "GET /v1/receivables/{id}/amendment/document": { foreign: 404, auditor: 404 },
  "POST /v1/receivables/{id}/amendment/acceptance": { foreign: 404, body: () => ({ dueDate: "2030-01-31" }) },
  "POST /v1/receivables/{id}/recourse": { foreign: 404, body: () => ({ graceDays: 5, buyBackDays: 5 }) },
  "POST /v1/receivables/{id}/discount": {
    foreign: 404,
    body: ({ expiresAt }) => ({ basisPoints: 200, until: expiresAt }),
  },
  "POST /v1/receivables/{id}/discount/taking": { foreign: 404, body: () => ({}) },
  "GET /v1/receivables/{id}/puts": { foreign: 404 },
  "POST /v1/receivables/{id}/puts": { foreign: 404, body: ({ money }) => ({ amount: money }) },
  "POST /v1/receivables/{id}/puts/withdrawal": { foreign: 404, body: () => ({}) },
  "POST /v1/receivables/{id}/buy-backs": { foreign: 404, body: ({ stage }) => ({ holder: stage.bank.id }) },
  "POST /v1/receivables/{id}/write-off": { foreign: 404, body: () => ({ reason: "not mine" }) },
  "GET /v1/assets": { foreign: "own" },
  "POST /v1/assets": { foreign: 422, body: ({ asset }) => ({ ...asset, number: "7158630" }) },
  "GET /v1/assets/{id}": { foreign: 404 },
  "GET /v1/assets/{id}/history": { foreign: 404 },
  ...Object.fromEntries(
    ["verification", "lapse", "invalidation", "restoration"].map((path): [string, Row] => [
      `POST /v1/assets/{id}/${path}`,
      { foreign: 404, body: () => ({ evidence: EVIDENCE }) },
    ]),
  ),
  "POST /v1/assets/{id}/rejection": { foreign: 404, body: () => ({ reason: "mine" }) },
  "POST /v1/assets/{id}/stage": { foreign: 404, body: () => ({ stage: "granted", evidence: EVIDENCE }) },
  "POST /v1/assets/{id}/term": { foreign: 404, body: () => ({ basis: "unlimited", zone: "UTC", evidence: EVIDENCE }) },
  "POST /v1/assets/{id}/fees": { foreign: 404, body: () => ({ paidUntil: "none", zone: "UTC", evidence: EVIDENCE }) },
  "POST /v1/assets/{id}/contests": { foreign: 404, body: () => ({ pending: false, evidence: EVIDENCE }) },
  "POST /v1/assets/{id}/restraints": { foreign: 404, body: () => ({ withheld: false, evidence: EVIDENCE }) },
  "POST /v1/assets/{id}/transfers": {
    foreign: 404,
    body: ({ stage }) => ({ owners: [{ party: stage.bank.id, parts: 1 }], document: EVIDENCE }),
  },
  "GET /v1/assets/{id}/valuations": { foreign: 404 },
  // That an asset exists is no secret to who is asked to value it, but a stranger is no appraiser.
  "POST /v1/assets/{id}/valuations": {
    foreign: 422,
    body: ({ money }) => ({
      standard: "IVS 210",
      approach: "cost",
      premise: "going concern",
      value: money,
      date: "2026-01-31",
      validUntil: "2099-01-31",
      report: EVIDENCE,
    }),
  },
  "POST /v1/assets/{id}/valuations/{valuation}/revocation": { foreign: 404, body: () => ({ reason: "not mine" }) },
  "GET /v1/facilities/{id}/collateral": { foreign: 404 },
  "POST /v1/facilities/{id}/collateral": { foreign: 404, body: ({ lienId }) => ({ lien: lienId }) },
  "GET /v1/facilities/{id}/income": { foreign: 404 },
  "POST /v1/facilities/{id}/income": {
    foreign: 404,
    body: ({ claim, assetId }) => ({ receivable: claim, asset: assetId }),
  },
  "POST /v1/facilities/{id}/income/{receivable}/collection": { foreign: 404, body: () => ({}) },
  "GET /v1/sales": { foreign: "own" },
  "POST /v1/sales": {
    foreign: 404,
    body: ({ lienId, money, expiresAt }) => ({
      lien: lienId,
      reserve: money,
      commitBy: expiresAt,
      revealBy: expiresAt,
      evidence: EVIDENCE,
    }),
  },
  // Whoever is to bid has to know of a sale: there is none here.
  "GET /v1/sales/{id}": { foreign: 404, auditor: 404 },
  "POST /v1/sales/{id}/demands": {
    foreign: 404,
    body: ({ lienId, money }) => ({ lien: lienId, owed: money, evidence: EVIDENCE }),
  },
  "POST /v1/sales/{id}/bids": { foreign: 404, body: ({ money }) => ({ amount: money }) },
  "POST /v1/sales/{id}/openings": { foreign: 404, body: () => ({}) },
  "POST /v1/sales/{id}/settlement": { foreign: 404, body: () => ({}) },
  "POST /v1/sales/{id}/payouts": { foreign: 404, body: ({ stage }) => ({ party: stage.bank.id }) },
  "GET /v1/liens": { foreign: "own" },
  "POST /v1/liens": { foreign: 404, body: ({ lien }) => lien },
  "GET /v1/liens/{id}": { foreign: 404 },
  "POST /v1/liens/{id}/consent": { foreign: 404, body: () => ({}) },
  "POST /v1/liens/{id}/withdrawal": { foreign: 404, body: () => ({ reason: "mine" }) },
  "POST /v1/liens/{id}/refusal": { foreign: 404, body: () => ({ reason: "mine" }) },
  "POST /v1/liens/{id}/activation": {
    foreign: 404,
    body: () => ({ register: "R", number: "1", officialAt: "2026-01-01T00:00:00Z", sequence: 1, document: EVIDENCE }),
  },
  "POST /v1/liens/{id}/release": { foreign: 404, body: () => ({ document: EVIDENCE }) },
  "POST /v1/liens/{id}/enforcement": {
    foreign: 404,
    body: ({ stage }) => ({ owners: [{ party: stage.bank.id, parts: 1 }], discharged: [], evidence: EVIDENCE }),
  },
  "GET /v1/guarantees": { foreign: "own" },
  "GET /v1/guarantees/exposure": { foreign: "own" },
  "GET /v1/guarantees/{id}": { foreign: 404 },
  "POST /v1/guarantees": {
    foreign: 404,
    body: ({ stage, claim, money, expiresAt: validUntil }) => {
      const shares = [{ guarantor: stage.bank.id, weight: 1, premium: money, reserve: money }];
      return { receivable: claim, graceDays: 0, layers: [{ bps: 0, cap: money, validUntil, shares }] };
    },
  },
  "POST /v1/guarantees/{id}/acceptances": {
    foreign: 404,
    body: () => ({ share: 0, terms: `0x${"11".repeat(32)}` }),
  },
  "POST /v1/guarantees/{id}/premiums": { foreign: 404, body: () => ({ share: 0 }) },
  "POST /v1/guarantees/{id}/reserves": { foreign: 404, body: ({ money }) => ({ share: 0, amount: money }) },
  "POST /v1/guarantees/{id}/releases": { foreign: 404, body: () => ({ share: 0 }) },
  "POST /v1/guarantees/{id}/demand": { foreign: 404, body: () => ({ reason: "mine" }) },
  "POST /v1/guarantees/{id}/payments": { foreign: 404, body: () => ({ share: 0 }) },
  "POST /v1/guarantees/{id}/recoveries": { foreign: 404, body: () => ({ share: 0 }) },
  "POST /v1/quotes": {
    foreign: 404,
    viewer: 404,
    auditor: 200,
    body: ({ claim, money }) => ({ receivable: claim, amount: money, annualRate: "0.05", dayCount: "ACT/360" }),
  },
  "GET /v1/asks": { foreign: "own" },
  "POST /v1/asks": {
    foreign: 404,
    body: ({ claim, money, expiresAt }) => ({ receivable: claim, amount: money, price: money, expiresAt }),
  },
  "GET /v1/asks/{id}": { foreign: 404 },
  "POST /v1/asks/{id}/takes": { foreign: 404, body: ({ money }) => ({ amount: money, limit: money }) },
  "POST /v1/asks/{id}/cancellation": { foreign: 404, body: () => ({}) },
  "POST /v1/asks/{id}/bids": { foreign: 404, body: ({ money }) => ({ amount: money, price: money }) },
  "POST /v1/asks/{id}/closure": { foreign: 404, body: () => ({}) },
  "POST /v1/rounds": {
    foreign: 404,
    body: ({ claim, money, expiresAt }) => ({
      receivable: claim,
      amount: money,
      floor: money,
      deadline: new Date(Date.now() + 60_000).toISOString(),
      expiresAt,
    }),
  },
  "GET /v1/bids": { foreign: "own" },
  "GET /v1/bids/{id}": { foreign: 404 },
  "POST /v1/bids/{id}/acceptance": { foreign: 404, body: ({ money }) => ({ price: money }) },
  "POST /v1/bids/{id}/counter-offer": {
    foreign: 404,
    body: ({ money, expiresAt }) => ({ price: money, expiresAt }),
  },
  "POST /v1/bids/{id}/cancellation": { foreign: 404, body: () => ({}) },
  "GET /v1/limits": { foreign: "own" },
  "POST /v1/limits": {
    foreign: "own",
    body: ({ stage, money }) => ({ subject: "debtor", party: stage.buyer.id, limit: money }),
  },
  "POST /v1/limits/removals": {
    foreign: "own",
    body: ({ stage }) => ({ subject: "debtor", party: stage.buyer.id, currency: "EUR" }),
  },
  "POST /v1/limits/recounts": { foreign: 404, body: ({ claim }) => ({ receivable: claim }) },
  "GET /v1/standing-offers": { foreign: "own" },
  "POST /v1/standing-offers": { foreign: "own", body: offerOf },
  "GET /v1/standing-offers/{id}": { foreign: 404 },
  "POST /v1/standing-offers/{id}/quotes": {
    foreign: 404,
    viewer: 404,
    auditor: 200,
    body: ({ claim, money }) => ({ receivable: claim, amount: money }),
  },
  "POST /v1/standing-offers/{id}/sales": {
    foreign: 404,
    body: ({ claim, money }) => ({ receivable: claim, amount: money, least: money }),
  },
  "POST /v1/standing-offers/{id}/entrustment": { foreign: 404, body: () => ({ entrusted: true }) },
  "POST /v1/standing-offers/{id}/cancellation": { foreign: 404, body: () => ({}) },
  "GET /v1/facilities": { foreign: "own" },
  "POST /v1/facilities": { foreign: 422, body: facilityOf },
  "GET /v1/facilities/{id}": { foreign: 404 },
  "POST /v1/facilities/{id}/acceptance": { foreign: 404, body: () => ({}) },
  "POST /v1/facilities/{id}/withdrawal": { foreign: 404, body: () => ({ reason: "not mine" }) },
  "POST /v1/facilities/{id}/conditions": { foreign: 404, body: () => ({ condition: 0, evidence: "none" }) },
  "POST /v1/facilities/{id}/draws": { foreign: 404, body: drawOf },
  "POST /v1/facilities/{id}/payments": { foreign: 404, body: ({ money }) => ({ amount: money }) },
  "POST /v1/facilities/{id}/reports": { foreign: 404, body: () => ({ report: 0, document: DOCUMENT }) },
  "POST /v1/facilities/{id}/margin-calls": { foreign: 404, body: () => ({}) },
  "POST /v1/facilities/{id}/defaults": { foreign: 404, body: () => ({ ground: "payment" }) },
  "POST /v1/facilities/{id}/cures": { foreign: 404, body: () => ({}) },
  "POST /v1/facilities/{id}/votes": {
    foreign: 404,
    body: ({ expiresAt }) => ({ motion: "waiver", votesBy: expiresAt, until: expiresAt, document: DOCUMENT }),
  },
  "POST /v1/facilities/{id}/ballots": { foreign: 404, body: () => ({ vote: 1 }) },
  "POST /v1/facilities/{id}/releases": { foreign: 404, body: () => ({}) },
  "POST /v1/facilities/{id}/novations": {
    foreign: 404,
    body: ({ stage, money }) => ({ to: stage.financier.id, amount: money }),
  },
  "POST /v1/facilities/{id}/novations/consent": {
    foreign: 404,
    body: ({ stage, money }) => ({ from: stage.financier.id, to: stage.financier.id, amount: money }),
  },
  "POST /v1/facilities/{id}/novations/acceptance": {
    foreign: 404,
    body: ({ stage, money }) => ({ from: stage.financier.id, amount: money }),
  },
  "GET /v1/drawdowns/{id}": { foreign: 404 },
  "POST /v1/drawdowns/{id}/fundings": { foreign: 404, body: () => ({}) },
  "POST /v1/drawdowns/{id}/closing": { foreign: 404, body: () => ({}) },
  "POST /v1/drawdowns/{id}/reclaims": { foreign: 404, body: () => ({}) },
  "POST /v1/drawdowns/{id}/transfers": {
    foreign: 404,
    body: ({ stage, money }) => ({ to: stage.financier.id, amount: money, reference: "not mine" }),
  },
  "POST /v1/drawdowns/{id}/withdrawals": { foreign: 404, body: () => ({}) },
  "POST /v1/drawdowns/{id}/redemptions": { foreign: 404, body: () => ({}) },
  "GET /v1/cash": { foreign: "own" },
  "POST /v1/cash/deposits": {
    foreign: 403,
    body: ({ stage, money }) => ({ party: stage.supplier.id, amount: money, bankReference: "free money" }),
  },
  "POST /v1/cash/recalls": {
    foreign: 403,
    body: ({ stage, money }) => ({ bankReference: `deposit-${stage.buyer.id}`, amount: money, reason: "mine" }),
  },
  "GET /v1/cash/{currency}/reconciliation": { foreign: 403 },
  "GET /v1/cash/payouts": { foreign: "own" },
  "POST /v1/cash/payouts": { foreign: 422, body: ({ money }) => ({ amount: money, iban: "DE89370400440532013000" }) },
  "POST /v1/cash/payouts/{currency}/{number}/confirmation": { foreign: 403, body: () => ({ bankReference: "done" }) },
  "POST /v1/cash/payouts/{currency}/{number}/rejection": { foreign: 403, body: () => ({ reason: "no" }) },
  "GET /v1/operations": { foreign: "own" },
  "GET /v1/operations/{id}": { foreign: 404 },
  "GET /v1/approvals": { foreign: "own" },
  "POST /v1/operations/{id}/rejection": { foreign: 404, body: () => ({ reason: "not mine" }) },
  "POST /v1/acknowledgements": {
    foreign: 404,
    body: ({ claim }) => ({ items: [{ receivable: claim, waivers: [] }] }),
  },
  "GET /v1/acknowledgements/{id}": { foreign: 404, auditor: 404 },
  "POST /v1/operations/{id}/approvals": { foreign: 404, body: () => ({}) },
  "GET /v1/events": { foreign: "own" },
  "GET /v1/events/stream": { foreign: "own" },
  "GET /v1/webhooks": { foreign: "own" },
  "POST /v1/webhooks": { foreign: "own", body: () => ({ url: "http://127.0.0.1:9/stranger" }) },
  "GET /v1/webhooks/{id}": { foreign: 404, auditor: 404 },
  "DELETE /v1/webhooks/{id}": { foreign: 404, auditor: 403 },
  "GET /v1/webhooks/{id}/deliveries": { foreign: 404, auditor: 404 },
  "POST /v1/webhooks/{id}/redeliveries": { foreign: 404, body: () => ({ after: "0" }) },
  "GET /v1/proofs/trust": { foreign: "own" },
  ...Object.fromEntries(
    ["receivables", "assets", "parties", "facilities"].flatMap((name): [string, Row][] => [
      [`GET /v1/proofs/${name}/{id}`, { foreign: 404 }],
      [`GET /v1/proofs/${name}/{id}/report`, { foreign: 404 }],
    ]),
  ),
  "GET /v1/checkpoints": { foreign: "own" },
  "POST /v1/checkpoints": { foreign: 403, body: () => ({}) },
  "GET /v1/checkpoints/{number}": { foreign: "own" },
  "GET /v1/access-log": { foreign: 403 },
  "POST /v1/disclosures": {
    foreign: 404,
    body: ({ stage, claim }) => ({ receivable: claim, recipient: stage.bank.id, fields: ["number"], purpose: "mine" }),
  },
  "GET /v1/disclosures": { foreign: "own" },
  "GET /v1/disclosures/{id}": { foreign: 404 },
  "GET /v1/disclosures/{id}/package": { foreign: 404, auditor: 404 },
  "GET /v1/disclosures/{id}/accesses": { foreign: 404 },
  "POST /v1/disclosures/{id}/revocation": { foreign: 404, body: () => ({}) },
  "GET /v1/provenance/receivables/{id}": { foreign: 404 },
  "GET /v1/provenance/receivables/{id}/timeline": { foreign: 404 },
  "GET /v1/provenance/files/{sha256}": { foreign: 404 },
  "POST /v1/operations/{id}/signatures": { foreign: 404, body: () => ({ signature: `0x${"11".repeat(65)}` }) },
};

interface Things {
  readonly stage: Stage;
  readonly claim: string;
  readonly ask: string;
  readonly bid: string;
  readonly offer: string;
  readonly operation: string;
  /** Of the supplier, drawn in full. */
  readonly facility: string;
  readonly drawdown: string;
  readonly payout: string;
  /** A user of the supplier, and an API key's id. */
  readonly colleague: string;
  readonly key: string;
  readonly webhook: string;
  /** By the supplier, to the bank. */
  readonly disclosure: string;
  /** Of the supplier, proposed and not confirmed. */
  readonly recovery: string;
  /** Registered by the supplier, with a lien in favour of the financier. */
  readonly asset: object;
  readonly assetId: string;
  readonly lien: object;
  readonly lienId: string;
  readonly attestation: string;
  readonly report: unknown;
  readonly money: { currency: string; amount: string };
  readonly expiresAt: string;
  readonly admission: unknown;
}

const DOCUMENT = `0x${"5a".repeat(32)}`;

/** Whoever proposes it lends nothing, and is refused as the agent. */
function facilityOf(
  { stage, money, expiresAt }: Pick<Things, "stage" | "money" | "expiresAt">,
  agent = stage.buyer.id,
) {
  return {
    agent,
    commitments: [{ lender: stage.financier.id, amount: money }],
    rate: "0.05",
    lateRate: "0",
    convention: "ACT/360",
    feeBps: 0,
    majorityBps: 5_000,
    availableUntil: expiresAt,
    maturity: "2098-01-01",
    graceDays: 0,
    cureDays: 0,
    documentRoot: DOCUMENT,
    conditions: [],
    reportDates: [],
  };
}

function drawOf({ money, expiresAt }: Pick<Things, "money" | "expiresAt">) {
  return { amount: money, minimum: money, fundBy: expiresAt, schedule: { kind: "bullet", dueDates: ["2097-01-01"] } };
}

/** A standing offer on the buyer. */
function offerOf({ stage, money, expiresAt }: Pick<Things, "stage" | "money" | "expiresAt">) {
  const rate = { rateBps: 1, dayCount: "ACT/360", maxDays: 10_000 };
  return { debtor: stage.buyer.id, limit: money, until: expiresAt, ...rate };
}

const patentOf = ({ supplier }: Stage): object => ({
  office: "US",
  kind: "patent",
  number: "7158629",
  stage: "granted",
  title: "Separator",
  owners: [{ party: supplier.id, parts: 1 }],
  term: { basis: "grant", expiresOn: "2040-01-31" },
  feesPaidUntil: "none",
  zone: "America/New_York",
});

const lienOn = (asset: string, { financier }: Stage, amount: object): object => ({
  asset,
  kind: "pledge",
  lender: financier.id,
  reference: "loan",
  contract: { document: EVIDENCE, claim: "loan", amount, debtDueOn: "2030-01-31", zone: "UTC", scope: "principal" },
});

const IBAN = "DE89370400440532013000";

describe("What is one party's is nobody else's", function () {
  this.timeout(180_000);
  const clean = new Cleanup();
  let service: TestService;
  let things: Things;
  let stranger: Client;
  let viewer: Client;
  let auditor: Client;
  let otherBank: Client;
  let routes: { method: string; path: string }[];

  async function join(name: string, roles: string[], users: string[][]): Promise<Client[]> {
    const admitted = await things.stage.registrar.act("/v1/parties", {
      name,
      country: "DE",
      identifiers: [{ scheme: "lei", value: makeLei() }],
      roles,
      kybValidUntil: "2099-01-01",
      threshold: 1,
      users: users.map((of, at) => ({ name: `${name} ${String(at)}`, roles: of })),
    });
    expect(admitted["status"]).to.equal("done");
    return (admitted["apiKeys"] as { apiKey: string }[]).map(({ apiKey }) => new Client(service.url, apiKey));
  }

  before(async () => {
    service = await startTestService(clean, await someDatabase(clean));
    const stage = await setStage(service);
    const claim = await acknowledged(stage);
    const money = { currency: "EUR", amount: "10" };
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const offer = { receivable: claim, amount: money, price: money, expiresAt };
    const shares = [{ guarantor: stage.bank.id, weight: 1, premium: money, reserve: money }];
    const layers = [{ bps: 0, cap: money, validUntil: "2090-01-01T00:00:00Z", shares }];
    await act(stage.supplier, "/v1/guarantees", { receivable: claim, graceDays: 0, layers });
    const asked = await act(stage.supplier, "/v1/asks", { ...offer, buyers: [stage.financier.id] });
    const ask = (asked["result"] as { ask: string }).ask;
    const bid = await act(stage.financier, `/v1/asks/${ask}/bids`, { amount: money, price: money });
    const offered = await act(stage.financier, "/v1/standing-offers", offerOf({ stage, money, expiresAt }));
    const lending = facilityOf({ stage, money, expiresAt }, stage.financier.id);
    const lent = await act(stage.supplier, "/v1/facilities", lending);
    const { facility } = lent["result"] as { facility: string };
    await act(stage.financier, `/v1/facilities/${facility}/acceptance`);
    const wanted = await act(stage.supplier, `/v1/facilities/${facility}/draws`, drawOf({ money, expiresAt }));
    const { drawdown } = wanted["result"] as { drawdown: string };
    await act(stage.financier, `/v1/drawdowns/${drawdown}/fundings`);
    await act(stage.supplier, `/v1/drawdowns/${drawdown}/closing`);
    const payout = await act(stage.financier, "/v1/cash/payouts", { amount: money, iban: IBAN });
    const { items } = (await stage.supplier.maker.get("/v1/users")) as {
      items: { id: string; apiKeys: { id: string }[] }[];
    };
    const hook = await stage.supplier.maker.act("/v1/webhooks", { url: "http://127.0.0.1:9/supplier" });
    const disclosed = await stage.supplier.maker.act("/v1/disclosures", {
      receivable: claim,
      recipient: stage.bank.id,
      fields: ["number"],
      purpose: "HS-2026-0117 is to be insured",
    });
    await stage.registrar.act("/v1/checkpoints");
    const recovering = await stage.registrar.act(`/v1/parties/${stage.supplier.id}/recoveries`, {
      threshold: 1,
      signers: items.map(({ id: userId }) => ({ userId })),
      reason: "HS-2026-0117 is at stake",
    });
    const asset = patentOf(stage);
    const registered = await act(stage.supplier, "/v1/assets", asset);
    const { asset: assetId } = registered["result"] as { asset: string };
    await stage.registrar.act(`/v1/assets/${assetId}/verification`, { evidence: EVIDENCE });
    const lien = lienOn(assetId, stage, money);
    const proposed = await act(stage.supplier, "/v1/liens", lien);
    const statement = {
      subject: { type: "receivable", id: claim },
      date: "2026-01-31",
      document: `0x${"d0".repeat(32)}`,
    };
    const registration = { kind: "registration", details: { register: "a register", number: "HS-2026-0117" } };
    const attesting = await stage.registrar.act("/v1/attestations", { ...statement, ...registration });
    things = {
      attestation: (attesting["result"] as { attestation: string }).attestation,
      report: { ...statement, kind: "report", details: { title: "mine" } },
      stage,
      asset,
      assetId,
      lien,
      lienId: (proposed["result"] as { lien: string }).lien,
      claim,
      ask,
      bid: (bid["result"] as { bid: string }).bid,
      offer: (offered["result"] as { standingOffer: string }).standingOffer,
      facility,
      drawdown,
      operation: String(asked["id"]),
      payout: (payout["result"] as { payout: string }).payout,
      colleague: items[0]?.id ?? "",
      key: items[0]?.apiKeys[0]?.id ?? "",
      webhook: String(hook["id"]),
      disclosure: String(disclosed["id"]),
      recovery: (recovering["result"] as { recovery: string }).recovery,
      money,
      expiresAt,
      admission: { name: "Mine" },
    };
    const [maker, onlooker] = await join("Stranger", ["enterprise", "financier"], [["maker", "checker"], ["viewer"]]);
    const [bank] = await join("Other bank", ["settlement-bank"], [["maker"]]);
    const [audit] = await join("Auditor", ["auditor"], [["auditor"]]);
    if (!maker || !onlooker || !bank || !audit) throw new Error("every user has a key");
    [stranger, viewer, otherBank, auditor] = [maker, onlooker, bank, audit];
    const { paths } = (await describeApi()) as { paths: Record<string, Record<string, unknown>> };
    routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    );
  });
  after(() => clean.run());

  function concrete(path: string): string {
    const ids = {
      asks: things.ask,
      attestations: things.attestation,
      bids: things.bid,
      "standing-offers": things.offer,
      assets: things.assetId,
      liens: things.lienId,
      sales: "999",
      facilities: things.facility,
      drawdowns: things.drawdown,
      operations: things.operation,
      acknowledgements: things.operation,
      parties: things.stage.supplier.id,
      "api-keys": things.key,
      webhooks: things.webhook,
      disclosures: things.disclosure,
    };
    const [id = things.claim] = Object.entries(ids).flatMap(([name, of]) => (path.includes(`/${name}/`) ? [of] : []));
    const url = path
      .replace("{code}", "forbidden")
      .replace("{currency}", "EUR")
      .replace("{country}", "CN")
      .replace("{recovery}", things.recovery)
      .replace(
        "{number}",
        path.includes("/checkpoints/") ? "1" : path.includes("/duplicate-cases/") ? "0".repeat(16) : things.payout,
      )
      .replace("{root}", things.claim)
      .replace("{valuation}", things.attestation)
      .replace("{receivable}", things.claim)
      .replace("{sha256}", createHash("sha256").update(things.stage.invoice.bytes).digest("hex"))
      .replace("{id}", id);
    if (path === "/v1/events/stream") return `${url}?seconds=1`;
    if (path === "/v1/credit-notes") return `${url}?making=owed`;
    if (path.endsWith("/reconciliation")) return `${url}?date=2026-01-31`;
    return url.endsWith("/possession") ? `${url}?party=${things.claim}&signer=${things.stage.supplier.account}` : url;
  }

  async function call(client: Client, { method, path }: { method: string; path: string }) {
    if (method !== "POST") return client.send(method, concrete(path));
    return client.post(concrete(path), ROUTES[`${method} ${path}`]?.body?.(things) ?? {});
  }

  const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
  const rowOf = (route: { method: string; path: string }): Row => ROUTES[nameOf(route)] ?? { foreign: "public" };
  const underV1 = () => routes.filter(({ path }) => path.startsWith("/v1/"));
  /** What of others' must not be in any answer. */
  const secrets = () => [
    things.claim,
    things.assetId,
    things.facility,
    things.drawdown,
    things.operation,
    things.key,
    things.webhook,
    things.colleague,
    IBAN,
    "HS-2026-0117",
  ];

  function expectNothingOfOthers(body: unknown, name: string): void {
    const text = JSON.stringify(body);
    for (const secret of secrets()) expect(text.includes(secret), `${name} shows ${secret}`).to.equal(false);
  }

  it("every route has a row", () => {
    expect(routes.map(nameOf).sort()).to.deep.equal(Object.keys(ROUTES).sort());
  });

  it("without a key, with one that never was and with a revoked one, everything under /v1 is refused", async () => {
    const { id, apiKey } = await stranger.act("/v1/api-keys");
    const revoked = new Client(service.url, String(apiKey));
    expect((await revoked.get("/v1/me"))["user"]).to.equal("Stranger 0");
    await stranger.act(`/v1/api-keys/${String(id)}/revocation`);
    const madeUp = `tsk_00000000_${"x".repeat(32)}`;
    for (const route of underV1()) {
      for (const client of [new Client(service.url, ""), new Client(service.url, madeUp), revoked]) {
        const { status, body } = await call(client, route);
        expect([status, body["code"]], nameOf(route)).to.deep.equal([401, "unauthenticated"]);
      }
    }
  });

  it("an address spelt otherwise is the same route, with the same lock", async () => {
    const client = new Client(service.url, "");
    const possession = concrete("/v1/parties/possession");
    for (const path of ["/%76%31/me", "/v1/%6de", possession.replace("/v1", "/%761"), "/v1/me?x", "/v1/me#x"]) {
      expect((await client.send("GET", path)).status, path).to.equal(401);
    }
    for (const path of ["//v1/me", "/V1/me", "/v1/me/", "/v1//me", "/v1/me;x", "/v1%2fme"]) {
      expect((await client.send("GET", path)).status, path).to.equal(404);
    }
  });

  it("a stranger's key sees and moves nothing of others", async () => {
    for (const route of routes) {
      const { foreign } = rowOf(route);
      const { status, body } = await call(stranger, route);
      const isOpen = foreign === "own" || foreign === "public";
      expect(status, `${nameOf(route)}: ${JSON.stringify(body)}`).to.equal(isOpen ? 200 : foreign);
      if (isOpen && !route.path.endsWith("/possession")) expectNothingOfOthers(body, nameOf(route));
    }
  });

  it("a viewer acts on nothing", async () => {
    for (const route of underV1().filter(({ method }) => method === "POST")) {
      const { status } = await call(viewer, route);
      expect(status, nameOf(route)).to.equal(rowOf(route).viewer ?? 403);
    }
    expect((await viewer.send("GET", "/v1/operations")).status).to.equal(200);
  });

  it("an auditor reads everything and acts on nothing", async () => {
    for (const route of underV1()) {
      const { status, body } = await call(auditor, route);
      const expected = rowOf(route).auditor ?? (route.method === "POST" ? 403 : 200);
      expect(status, `${nameOf(route)}: ${JSON.stringify(body)}`).to.equal(expected);
    }
    const shown = JSON.stringify([
      await auditor.get("/v1/receivables"),
      await auditor.get("/v1/operations?limit=200"),
      await auditor.get(`/v1/users?party=${things.stage.supplier.id}`),
    ]);
    for (const thing of [things.claim, things.operation, things.key])
      expect(shown.includes(thing), thing).to.equal(true);
  });

  it("the governor's users see nothing of the parties, and the registrar cannot become the governor", async () => {
    const { credentials, url } = service;
    const governor = new Client(url, credentials.governorMaker);
    expectNothingOfOthers(await governor.get("/v1/receivables"), "the governor's list");
    expect((await governor.send("GET", `/v1/receivables/${things.claim}`)).status).to.equal(404);
    const { id } = await governor.get("/v1/me");
    const registrar = things.stage.registrar;
    expect((await registrar.post("/v1/api-keys", { userId: id })).status).to.equal(403);
    const { items } = (await governor.get("/v1/users")) as { items: { apiKeys: { id: string }[] }[] };
    for (const { apiKeys } of items) {
      expect((await registrar.post(`/v1/api-keys/${apiKeys[0]?.id ?? ""}/revocation`, {})).status).to.equal(403);
    }
  });

  it("one's API keys are one's own: a colleague cannot have one made, a checker can revoke", async () => {
    const { buyer } = things.stage;
    if (!buyer.checker) throw new Error("the buyer has a checker");
    const { id } = await buyer.maker.get("/v1/me");
    const refused = await buyer.checker.post("/v1/api-keys", { userId: id });
    expect([refused.status, refused.body["code"]]).to.deep.equal([403, "forbidden"]);

    const key = randomUUID();
    const first = await buyer.maker.post("/v1/api-keys", {}, { "idempotency-key": key });
    const again = await buyer.maker.post("/v1/api-keys", {}, { "idempotency-key": key });
    expect([again.status, again.body["code"], again.body["apiKey"]]).to.deep.equal([
      422,
      "key-reused",
      first.body["id"],
    ]);
    const second = new Client(service.url, String(first.body["apiKey"]));
    expect((await second.get("/v1/me"))["id"]).to.equal(id);
    const path = `/v1/api-keys/${String(first.body["id"])}/revocation`;
    expect((await buyer.checker.post(path, {})).status).to.equal(200);
    expect((await second.send("GET", "/v1/me")).status).to.equal(401);

    const lost = await things.stage.registrar.act("/v1/api-keys", { userId: id });
    expect((await new Client(service.url, String(lost["apiKey"])).get("/v1/me"))["id"]).to.equal(id);
  });

  it("a bank account is shown to its holder and to banks that the governor has granted the role", async () => {
    const seen = async (client: Client) => JSON.stringify(await client.get("/v1/cash/payouts")).includes(IBAN);
    const { financier, bank, supplier } = things.stage;
    expect([await seen(financier.maker), await seen(bank.maker), await seen(auditor)]).to.deep.equal([
      true,
      true,
      true,
    ]);
    expect([await seen(otherBank), await seen(supplier.maker)]).to.deep.equal([false, false]);
  });

  it("a bank without the role is refused before anything is looked up", async () => {
    const wire = { source: "wire", amount: things.money, bankReference: "W" };
    for (const claim of [things.claim, `0x${"00".repeat(32)}`]) {
      const { status, body } = await otherBank.post(`/v1/receivables/${claim}/payments`, wire);
      expect([status, body["code"]]).to.deep.equal([403, "forbidden"]);
    }
  });

  it("an offer to every financier shows them the claim while it stands, but not its invoice or whose hands it went through", async () => {
    const { supplier, bank, financier } = things.stage;
    const offer = { receivable: things.claim, amount: things.money, price: things.money, expiresAt: things.expiresAt };
    const asked = await act(supplier, "/v1/asks", offer);
    const ask = (asked["result"] as { ask: string }).ask;
    const claim = `/v1/receivables/${things.claim}`;
    const read = async (client: Client, path: string) => (await client.send("GET", path)).status;

    const shown = await stranger.get(claim);
    expect([shown["invoice"], shown["mine"]]).to.deep.equal([null, null]);
    expect(await read(stranger, `${claim}/provenance`)).to.equal(404);
    expect(await read(stranger, `${claim}/document`)).to.equal(404);
    // The bank guarantees this claim and sees it as such; the offer is for financiers.
    expect(await read(bank.maker, `/v1/asks/${ask}`)).to.equal(404);
    expect(await read(financier.maker, `/v1/asks/${ask}`)).to.equal(200);

    await act(supplier, `/v1/asks/${ask}/cancellation`);
    expect(await read(stranger, claim)).to.equal(404);
  });

  it("seller and debtor read the claim and the document itself; identifiers of others stay hidden", async () => {
    const path = `/v1/receivables/${things.claim}`;
    for (const { maker } of [things.stage.supplier, things.stage.buyer]) {
      expect((await maker.get(path))["id"]).to.equal(things.claim);
      const answer = await fetch(service.url + path + "/document", {
        headers: { authorization: `Bearer ${maker.apiKey}` },
      });
      expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(things.stage.invoice.bytes))).to.equal(true);
      expect(answer.headers.get("content-disposition")).to.contain("attachment");
    }
    const party = await stranger.get(`/v1/parties/${things.stage.supplier.id}`);
    expect(party["identifiers"]).to.deep.equal([]);
  });
});
