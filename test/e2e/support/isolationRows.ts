import { readFileSync } from "node:fs";

import { fixture } from "./corpus.ts";
import type { Stage } from "./cast.ts";

/** What a party that has nothing to do with the thing is answered; "own" marks routes that show each party its own only. */
export type Foreign = "own" | "public" | 403 | 404 | 422;

export interface Row {
  readonly foreign: Foreign;
  readonly body?: (things: Things) => unknown;
  /** A viewer of that party, where it is not 403 for a POST and the same for a GET. */
  readonly viewer?: number;
  /** An auditor, where it is not 403 for a POST and 200 for a GET. */
  readonly auditor?: number;
}

export const EVIDENCE = `0x${"ab".repeat(32)}`;

/** Every route of the API; one without a row fails the test. */
export const ROUTES: Readonly<Record<string, Row>> = {
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

export interface Things {
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

export const DOCUMENT = `0x${"5a".repeat(32)}`;

/** Whoever proposes it lends nothing, and is refused as the agent. */
export function facilityOf(
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

export function drawOf({ money, expiresAt }: Pick<Things, "money" | "expiresAt">) {
  return { amount: money, minimum: money, fundBy: expiresAt, schedule: { kind: "bullet", dueDates: ["2097-01-01"] } };
}

/** A standing offer on the buyer. */
export function offerOf({ stage, money, expiresAt }: Pick<Things, "stage" | "money" | "expiresAt">) {
  const rate = { rateBps: 1, dayCount: "ACT/360", maxDays: 10_000 };
  return { debtor: stage.buyer.id, limit: money, until: expiresAt, ...rate };
}
