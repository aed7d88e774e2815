import { readFileSync } from "node:fs";
import { expect } from "chai";

import { openParts } from "../../scripts/service/startService.ts";
import { registered, setStage } from "./support/cast.ts";
import type { Stage } from "./support/cast.ts";
import { corpusFile, fixture } from "./support/corpus.ts";
import { Cleanup } from "../services/store/databases.ts";
import { someDatabase, startTestService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";
import { makeLog } from "../../scripts/service/log.ts";

interface Outcome {
  readonly file: string;
  readonly expected: string;
}

function hostile(): Outcome[] {
  const table = corpusFile("hostile-xml/expected.tsv");
  if (table === undefined) return [];
  const rows = readFileSync(table, "utf8").trim().split("\n").slice(1);
  return rows.map((row) => {
    const [file = "", expected = ""] = row.split("\t");
    return { file, expected };
  });
}

describe("Bad input gets a clear error and leaves nothing behind", function () {
  this.timeout(180_000);
  const clean = new Cleanup();
  let service: TestService;
  let stage: Stage;
  let refused = 0;
  before(async () => {
    service = await startTestService(clean, await someDatabase(clean));
    stage = await setStage(service);
  });

  async function post(bytes: Uint8Array, query = "", type = "application/xml") {
    return stage.supplier.maker.post(`/v1/receivables${query}`, bytes, { "content-type": type });
  }

  async function expectRefusal(bytes: Uint8Array, status: number, code: string, query = "") {
    const answer = await post(bytes, query);
    expect([answer.status, answer.body["code"]]).to.deep.equal([status, code]);
    expect(answer.body["detail"]).to.be.a("string").with.length.greaterThan(10);
    refused += 1;
    return answer.body;
  }

  it("a credit note is never a claim", async () => {
    const body = await expectRefusal(readFileSync(fixture("harbour-steel-credit-note.xml")), 422, "not-financeable");
    expect(body["reason"]).to.equal("credit-note");
  });

  it("an amount that is not positive is never a claim", async () => {
    const body = await expectRefusal(readFileSync(fixture("harbour-steel-non-positive.xml")), 422, "not-financeable");
    expect(body["reason"]).to.equal("non-positive");
  });

  it("an invoice whose buyer is not admitted names the buyer", async () => {
    const other = Buffer.from(
      Buffer.from(stage.invoice.bytes)
        .toString()
        .replaceAll("NL827182818B01", "NL999")
        .replaceAll("9845KESTRELYARDS0019", "UNKNOWN"),
    );
    const body = await expectRefusal(other, 422, "unknown-party");
    expect(body["field"]).to.equal("buyer");
  });

  it("an invoice of another seller is refused before any look-up", async () => {
    const answer = await stage.financier.maker.post("/v1/receivables", stage.invoice.bytes);
    expect([answer.status, answer.body["code"]]).to.deep.equal([422, "seller-mismatch"]);
    refused += 1;
  });

  it("what a document lacks is asked for by name, and a supplied due date is taken", async () => {
    const without = Buffer.from(
      Buffer.from(stage.invoice.bytes)
        .toString()
        .replace(/<cbc:DueDate>.*<\/cbc:DueDate>/, ""),
    );
    const body = await expectRefusal(without, 422, "missing-information");
    expect(body["missing"]).to.deep.equal(["dueDate"]);
    await expectRefusal(without, 400, "invalid-field", "?dueDate=2027-02-30");
    await expectRefusal(without, 400, "invalid-field", "?dueDat=2027-02-03");
  });

  it("a supplied due date does not replace the document's own", async () => {
    const body = await expectRefusal(Buffer.from(stage.invoice.bytes), 400, "invalid-field", "?dueDate=2029-01-01");
    expect(body["field"]).to.equal("dueDate");
  });

  for (const { file, expected } of hostile().filter(({ expected }) => expected.startsWith("reject"))) {
    it(`${file}: ${expected}`, async () => {
      const path = corpusFile(`hostile-xml/${file}`);
      if (path === undefined) throw new Error(`${file} is listed and not there`);
      const answer = await post(readFileSync(path));
      expect(answer.status, JSON.stringify(answer.body)).to.be.oneOf([413, 422]);
      // Ignoring what pollutes, the reader goes on to the parties, which are not ours.
      const ignored = expected.includes("ignore") ? ["seller-mismatch"] : [];
      expect(answer.body["code"]).to.be.oneOf([
        ...ignored,
        "document-refused",
        "not-financeable",
        "missing-information",
        "too-large",
      ]);
      refused += 1;
    });
  }

  it("hostile JSON is refused: prototype keys, duplicate keys, unknown fields, depth", async () => {
    const documents = [
      '{"__proto__":{"admin":true}}',
      '{"number":"1","number":"2"}',
      '{"number":"1","surprise":true}',
      "[".repeat(20_000),
      '{"number":"1"',
      "\u0000",
    ];
    for (const text of documents) {
      const answer = await post(Buffer.from(text), "", "application/json");
      expect([answer.status, answer.body["code"]], text.slice(0, 40)).to.deep.equal([422, "document-refused"]);
      refused += 1;
    }
    expect(({} as Record<string, unknown>)["admin"]).to.equal(undefined);
  });

  it("other content types and a compressed body are refused", async () => {
    const yaml = await post(Buffer.from("a: 1"), "", "application/yaml");
    expect([yaml.status, yaml.body["code"]]).to.deep.equal([415, "unsupported-media-type"]);
    refused += 1;
  });

  it("unknown fields and wrong types of an act point at the field", async () => {
    const id = `0x${"11".repeat(32)}`;
    const unknown = await stage.supplier.maker.post(`/v1/receivables/${id}/transfers`, {
      to: id,
      amount: { currency: "EUR", amount: "1" },
      reference: "x",
      extra: 1,
    });
    expect([unknown.status, unknown.body["code"], unknown.body["field"]]).to.deep.equal([
      400,
      "invalid-field",
      "/extra",
    ]);
    const number = await stage.supplier.maker.post(`/v1/receivables/${id}/transfers`, {
      to: id,
      amount: { currency: "EUR", amount: 1 },
      reference: "x",
    });
    expect([number.status, number.body["field"]]).to.deep.equal([400, "/amount/amount"]);
    const missing = await stage.supplier.maker.post(`/v1/receivables/${id}/withdrawals`, {});
    expect([missing.status, missing.body["code"]]).to.deep.equal([404, "not-found"]);
  });

  it("a guarantee of nothing, or of a receivable and a facility at once, is refused", async () => {
    const id = `0x${"11".repeat(32)}`;
    const none = { currency: "EUR", amount: "0" };
    const shares = [{ guarantor: id, weight: 1, premium: none, reserve: none }];
    const layers = [{ bps: 0, cap: { currency: "EUR", amount: "1" }, validUntil: "2089-01-31T12:00:00Z", shares }];
    for (const debts of [{}, { receivable: id, facility: id }]) {
      const { status, body } = await stage.supplier.maker.post("/v1/guarantees", { ...debts, graceDays: 0, layers });
      expect([status, body["code"], body["field"]]).to.deep.equal([400, "invalid-field", "/receivable"]);
      refused += 1;
    }
  });

  it("a party with a wrong check digit, without any checked identifier, or known already is refused", async () => {
    const party = {
      name: "X",
      country: "DE",
      roles: ["enterprise"],
      kybValidUntil: "2030-01-01",
      threshold: 1,
      users: [{ name: "u", roles: ["maker"] }],
    };
    const admit = async (identifiers: unknown) =>
      (await stage.registrar.post("/v1/parties", { ...party, identifiers })).body;
    const wrong = await admit([{ scheme: "lei", value: "5493001KJTIIGC8Y1R13" }]);
    expect([wrong["code"], wrong["field"]]).to.deep.equal(["invalid-field", "/identifiers/0/value"]);
    expect((await admit([{ scheme: "register", value: "HRB 1" }]))["code"]).to.equal("invalid-identifier");
    const known = await admit([
      { scheme: "lei", value: "5493001KJTIIGC8Y1R12" },
      { scheme: "register", value: stage.invoice.sellerIds[0] },
    ]);
    expect(known["code"]).to.equal("party-exists");
  });

  it("and after all of that there is no operation, document or nonce more than before", async () => {
    expect(refused).to.be.greaterThan(10);
    const { settings } = service;
    const count = async () => {
      const page = (await stage.supplier.maker.get("/v1/operations?limit=200")) as { items: unknown[] };
      return page.items.length;
    };
    expect(await count()).to.equal(0);
    // The first accepted document is the first trace of this supplier.
    await registered(stage);
    expect(await count()).to.equal(1);
    await service.stop();
    const parts = await openParts(settings, makeLog("silent"));
    try {
      const [documents] = await parts.db.query<{ n: bigint }>("SELECT count(*) AS n FROM core.documents");
      const [unfinished] = await parts.db.query<{ n: bigint }>(
        "SELECT count(*) AS n FROM core.operations WHERE status <> 'done'",
      );
      const [transactions] = await parts.db.query<{ n: bigint; next: bigint }>(
        "SELECT count(*) AS n, max(nonce) + 1 AS next FROM core.relay_transactions",
      );
      expect([documents?.n, unfinished?.n]).to.deep.equal([1n, 0n]);
      expect(transactions?.n).to.equal(transactions?.next);
    } finally {
      await parts.close();
    }
  });
});
