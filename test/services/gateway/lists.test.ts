import { expect } from "chai";

import { bearer, openHarness } from "./support/app.ts";
import type { Harness } from "./support/app.ts";

const ACCOUNT = `0x${"cd".repeat(20)}`;
/** Of the user whose key {@link bearer} is. */
const OWN_PARTY = `0x${"ab".repeat(32)}`;
const hash = (at: number): string => `0x${at.toString(16).padStart(64, "0")}`;

/** The statement that finds a list's rows, and its row number n. */
interface Listed {
  readonly from: string | RegExp;
  readonly row: (at: number) => object;
}

const attestation = (at: number) => ({
  id: hash(at),
  subject: hash(at),
  issuer: `0x${at.toString(16).padStart(40, "0")}`,
  kind: "report",
  value: null,
  currency: null,
  date: 1_700_000_000n,
  expires_at: 1_900_000_000n,
  document: hash(at),
  details: hash(at),
  attested_block: BigInt(at),
  attested_at: 1_800_000_000n,
  revoked_at: null,
  revoke_reason: null,
});

const LISTS: Readonly<Record<string, Listed>> = {
  "/v1/parties": {
    from: "FROM core.parties p LEFT JOIN",
    row: (at) => ({
      id: hash(at),
      name: "Acme",
      country: "DE",
      roles: [],
      account: ACCOUNT,
      custody: "custodial",
      identifiers: [],
      kyb_valid_until: "2030-01-01",
      admitted: true,
      frozen: false,
      valid_until: null,
    }),
  },
  "/v1/operations": {
    from: "FROM core.operations",
    row: (at) => ({
      id: hash(at),
      sequence: BigInt(at),
      account: ACCOUNT,
      status: "awaiting_signatures",
      command: "cash.deposit",
      subject: null,
      threshold: 2,
      intent: { id: hash(at), deadline: "1900000000", gas: "100000", epoch: 1, calls: [] },
      created_at: "2026-06-01T12:00:00.000000Z",
      result: null,
      error: null,
      block: null,
    }),
  },
  "/v1/approvals": {
    from: "JOIN core.users u ON u.id = o.created_by",
    row: (at) => ({
      id: hash(at),
      sequence: BigInt(at),
      command: "cash.deposit",
      subject: null,
      threshold: 2,
      intent: { id: hash(at), deadline: "1900000000", gas: "100000", epoch: 1, calls: [] },
      created_at: "2026-06-01T12:00:00.000000Z",
      made_by: "Acme maker",
      signed: 1n,
    }),
  },
  "/v1/receivables": {
    from: "SELECT c.* FROM mirror.claims",
    row: (at) => ({
      id: hash(at),
      seller: ACCOUNT,
      debtor: `0x${at.toString(16).padStart(40, "0")}`,
      currency: "EUR",
      face: 1n,
      acknowledged: null,
      units: 1n,
      status: "registered",
      due_at: 1_900_000_000n,
      waivers: 0,
      same_number: false,
      document_root: hash(at),
      debtor_paid: 0n,
      diluted: 0n,
      seller_paid: 0n,
      covered: 0n,
      disputed: 0n,
      dispute_resolve_by: null,
      dispute_reason: hash(at),
      credit_amount: null,
      credit_making: null,
      credit_root: null,
      amendment_due_at: null,
      amendment_root: null,
      recourse_grace: null,
      recourse_buy_back_time: null,
      discount_bps: null,
      discount_until: null,
      discount_taken: null,
      rejected_at: null,
      reject_reason: null,
      paid_out: 0n,
      suspense: 0n,
      redeemed: 0n,
      seq: 1n,
      head: hash(at),
      registered_at: 1_800_000_000n,
      registered_block: BigInt(at),
    }),
  },
  "/v1/assets": {
    from: "SELECT a.* FROM mirror.assets",
    row: (at) => ({
      id: hash(at),
      office: "US",
      kind: "patent",
      number: String(at),
      stage: "granted",
      status: "verified",
      basis: "grant",
      expires_at: 1_900_000_000n,
      fees_paid_until: 0n,
      has_same_day_invention: false,
      is_contested: false,
      is_withheld: false,
      title: 1n,
      owners: [{ account: `0x${at.toString(16).padStart(40, "0")}`, parts: 1 }],
      document_root: hash(at),
      seq: 1n,
      head: hash(at),
      registered_block: BigInt(at),
      registered_at: 1_800_000_000n,
    }),
  },
  "/v1/liens": {
    from: "FROM mirror.liens l JOIN",
    row: (at) => ({
      id: BigInt(at),
      asset_id: hash(at),
      lender: `0x${at.toString(16).padStart(40, "0")}`,
      kind: "pledge",
      status: "proposed",
      currency: "EUR",
      amount: 1n,
      debt_due_at: 1_900_000_000n,
      notices: 3,
      title: 1n,
      debt: hash(at),
      document_root: hash(at),
      consents: [],
      register: null,
      number: null,
      official_at: null,
      sequence: null,
      document_hash: null,
      reason: null,
      proposed_at: 1_800_000_000n,
      activated_at: null,
      closed_at: null,
      rank: null,
      owners: [{ account: ACCOUNT, parts: 1 }],
    }),
  },
  "/v1/guarantees": {
    from: /mirror\.(guarantee|claims WHERE)/,
    // Guarantee, claim, layer and share at once: whatever a statement asks of them.
    row: (at) => ({
      id: hash(at),
      subject: hash(at),
      currency: "EUR",
      status: "acknowledged",
      due_at: 1_900_000_000n,
      units: 1n,
      debtor_paid: 0n,
      diluted: 0n,
      seller_paid: 0n,
      covered: 0n,
      arranger: `0x${at.toString(16).padStart(40, "0")}`,
      grace: 0n,
      terms: hash(at),
      is_accepted: true,
      offered_block: BigInt(at),
      offered_at: 1_800_000_000n,
      demanded_at: 1_800_000_000n,
      demanded_by: ACCOUNT,
      demand_loss: 1n,
      demand_reason: hash(at),
      layer: 0,
      bps: 0,
      cap: 1n,
      valid_until: 1_900_000_000n,
      share: 0,
      guarantor: ACCOUNT,
      weight: 1,
      premium: 0n,
      reserve_asked: 1n,
      is_premium_paid: true,
      reserve: 1n,
      paid: 0n,
      recovered: 0n,
    }),
  },
  "/v1/asks": {
    from: "AS visible",
    row: (at) => ({
      id: BigInt(at),
      seller: `0x${at.toString(16).padStart(40, "0")}`,
      claim_id: hash(at),
      currency: "EUR",
      units: 1n,
      filled: 0n,
      price: 1n,
      floor: 0n,
      deadline: null,
      expiry: 1_900_000_000n,
      version: 1n,
      state: "open",
      buyers: [],
    }),
  },
  "/v1/bids": {
    from: "AS made_or_received",
    row: (at) => ({
      id: BigInt(at),
      ask: 1n,
      claim_id: hash(at),
      seller: ACCOUNT,
      bidder: `0x${at.toString(16).padStart(40, "0")}`,
      currency: "EUR",
      units: 1n,
      price: 1n,
      expiry: 1_900_000_000n,
      counter: 2n,
      counter_expiry: 1_900_000_000n,
      state: "open",
      hindrance: null,
      placed_at: 1_800_000_000n,
    }),
  },
  "/v1/limits": {
    from: "FROM mirror.limits",
    row: (at) => ({
      subject: "debtor",
      party: `0x${at.toString(16).padStart(40, "0")}`,
      currency: "EUR",
      cap: 5n,
      used: 3n,
      planned: 4n,
    }),
  },
  "/v1/standing-offers": {
    from: "AS standing",
    row: (at) => ({
      id: BigInt(at),
      financier: ACCOUNT,
      seller: null,
      debtor: `0x${at.toString(16).padStart(40, "0")}`,
      currency: "EUR",
      most: 5n,
      used: 3n,
      rate: 450,
      basis: 360,
      max_days: 90,
      until: 1_900_000_000n,
      entrusted: false,
      state: "open",
    }),
  },
  "/v1/facilities": {
    from: "SELECT f.* FROM mirror.facilities",
    row: (at) => ({
      id: hash(at),
      borrower: ACCOUNT,
      agent: `0x${at.toString(16).padStart(40, "0")}`,
      currency: "EUR",
      status: "proposed",
      terms: {
        rate: "43500",
        lateRate: "0",
        convention: "ACT/360",
        feeBps: "0",
        maxLtvBps: "0",
        drawLtvBps: "0",
        policy: "lowest",
        cureTime: "0",
        majorityBps: "6667",
        clock: "0",
        availableUntil: "1900000000",
        maturityDay: "22000",
        graceDays: "5",
        documentRoot: hash(at),
        conditions: [hash(at)],
        reportDays: [],
      },
      satisfied: 0n,
      seq: 1n,
      head: hash(at),
      proposed_block: BigInt(at),
    }),
  },
  "/v1/cash/payouts": {
    from: "FROM mirror.payouts",
    row: (at) => ({
      contract: ACCOUNT,
      id: BigInt(at),
      currency: "EUR",
      holder: `0x${at.toString(16).padStart(40, "0")}`,
      amount: 1n,
      status: "requested",
      requested_at: 1_800_000_000n,
      requested_block: BigInt(at),
      closed_at: null,
      iban: null,
    }),
  },
  "/v1/events": {
    from: "FROM core.events e",
    row: (at) => ({
      position: BigInt(at),
      key: String(at),
      kind: "receivable.overdue",
      subject: `receivables/${hash(at)}`,
      sequence: 1,
      at: 1_800_000_000n,
      block: 7n,
      data: {},
    }),
  },
  "/v1/sales": {
    from: "FROM mirror.sales s",
    row: (at) => ({
      contract: ACCOUNT,
      id: BigInt(at),
      asset_id: hash(at),
      office: "US",
      kind: "patent",
      number: "7158629",
      owners: [{ account: ACCOUNT }],
      lien: BigInt(at),
      lender: ACCOUNT,
      currency: "EUR",
      reserve: 100n,
      commit_by: 1_800_000_000n,
      reveal_by: 1_800_000_000n,
      evidence: hash(at),
      status: "open",
      best: 0n,
      bidder: null,
      surplus: null,
      opened_at: 1_800_000_000n,
      closed_at: null,
    }),
  },
  "/v1/checkpoints": {
    from: "FROM core.checkpoints c",
    row: (at) => ({
      number: BigInt(at),
      block: 7n,
      block_hash: hash(at),
      block_time: 1_800_000_000n,
      accesses: 3n,
      access_head: hash(at),
      signed_at: 1_800_000_000n,
      signature: "0x00",
      finished_at: null,
      proofs: 4n,
    }),
  },
  "/v1/disclosures": {
    from: "FROM core.disclosures d",
    row: (at) => ({
      id: hash(at),
      claim_id: hash(at),
      root: hash(at),
      party_id: OWN_PARTY,
      recipient_id: hash(at),
      party_name: "Acme",
      recipient_name: "Insurer",
      fields: ["number"],
      purpose: "insurance",
      created_at: "2026-06-01T12:00:00.000000Z",
      revoked_at: null,
    }),
  },
  "/v1/webhooks": {
    from: "FROM core.webhooks w",
    row: (at) => ({
      id: at.toString(16).padStart(32, "0"),
      url: "https://hooks.example.com/",
      kinds: [],
      status: "active",
      position: 1n,
      behind: 0n,
      attempts: 0,
      next_attempt_at: "2026-06-01T12:00:00.000000Z",
      last_attempt_at: null,
      last_success_at: null,
      last_status: null,
      last_error: null,
      created_at: "2026-06-01T12:00:00.000000Z",
    }),
  },
  "/v1/users": {
    from: "p.roles AS party_roles",
    row: (at) => ({ id: String(at), name: "Ann", roles: ["maker"], signer: null, signer_kind: null }),
  },
  "/v1/assets/{id}/valuations": {
    // Read by its own asset: the same rows, and whether the asset concerns the reader.
    from: "AS concerns) t",
    row: (at) => ({
      ...attestation(at),
      kind: "valuation",
      value: 5n,
      currency: "EUR",
      seq: BigInt(at),
      attested_at: 1_700_000_000n,
      concerns: true,
    }),
  },
  "/v1/attestations": { from: "FROM mirror.attestations a", row: attestation },
  "/v1/policies": {
    from: "FROM mirror.policies",
    row: (at) => ({
      country: String.fromCharCode(65 + Math.floor(at / 26), 65 + (at % 26)),
      warned_tenor: 86_400n,
      longest_tenor: 0n,
      needs_registration: true,
      at: 1_800_000_000n,
    }),
  },
  "/v1/overrides": {
    from: "FROM mirror.overrides",
    row: (at) => ({
      block: BigInt(at),
      log_index: 0,
      kind: "freeze",
      account: ACCOUNT,
      claim_id: null,
      actor: `0x${at.toString(16).padStart(40, "0")}`,
      intent: hash(at),
      reason: hash(at),
      facts: {},
      at: 1_800_000_000n,
      transaction_hash: hash(at),
    }),
  },
  "/v1/parties/{id}/recoveries": {
    // The party itself is looked up first.
    from: "mirror.",
    row: (at) => ({
      account: ACCOUNT,
      id: hash(at),
      state: "proposed",
      reason: hash(at),
      threshold: 1,
      signers: [{ key: `0x${at.toString(16).padStart(40, "0")}`, custody: "external" }],
      proposed_by: ACCOUNT,
      proposed_at: 1_800_000_000n,
      confirmed_by: null,
      confirmed_at: null,
      executable_at: null,
      closed_by: null,
      closed_at: null,
      close_reason: null,
    }),
  },
};

describe("A list asks the database as often for many rows as for one", () => {
  let harness: Harness;
  before(async () => {
    harness = await openHarness();
  });
  after(() => harness.app.close());

  async function statementsFor(url: string, { from, row }: Listed, rows: number): Promise<number> {
    harness.answer = (sql) => {
      if (sql.includes("mirror.blocks")) return [{ as_of: 1_800_000_000n, zones: null }];
      if (sql.includes("mirror.cursor")) return [{ block: 7n }];
      return (typeof from === "string" ? sql.includes(from) : from.test(sql))
        ? Array.from({ length: rows }, (_, at) => row(at + 1))
        : [];
    };
    harness.asked.length = 0;
    const answer = await harness.app.inject({ url: url.replace("{id}", OWN_PARTY), headers: bearer() });
    expect(answer.statusCode, answer.body).to.equal(200);
    expect(answer.json<{ items: unknown[] }>().items.length).to.equal(rows);
    return harness.asked.length;
  }

  for (const [url, list] of Object.entries(LISTS)) {
    it(url, async () => {
      const few = await statementsFor(url, list, 1);
      expect(await statementsFor(url, list, 50)).to.equal(few);
    });
  }

  it("every list is among them", () => {
    const { paths } = harness.app.swagger() as unknown as {
      paths: Record<string, { get?: { responses: Record<string, { content?: Record<string, { schema: object }> }> } }>;
    };
    const lists = Object.entries(paths).flatMap(([path, { get }]) =>
      JSON.stringify(get?.responses["200"]?.content?.["application/json"]?.schema ?? {}).includes(
        '"items":{"type":"array"',
      )
        ? [path]
        : [],
    );
    // Cash has a row for each currency, deliveries belong to one webhook, credit notes to one claim, items to one payment run: none has look-ups.
    const others = [
      "/v1/cash",
      "/v1/webhooks/{id}/deliveries",
      "/v1/receivables/{id}/credit-notes",
      "/v1/disclosures/{id}/accesses",
      "/v1/acknowledgements/{id}",
    ];
    expect(lists.filter((path) => !others.includes(path)).sort()).to.deep.equal(Object.keys(LISTS).sort());
  });
});
