import { expect } from "chai";

import { bearer, openHarness } from "./support/app.ts";
import type { Harness } from "./support/app.ts";

const CLAIM = `0x${"11".repeat(32)}`;
const LEI = "5493001KJTIIGC8Y1R12";

const PARTY = {
  name: "Acme GmbH",
  country: "DE",
  identifiers: [{ scheme: "lei", value: LEI }],
  roles: ["enterprise"],
  kybValidUntil: "2030-01-01",
  threshold: 1,
  users: [{ name: "Ann", roles: ["maker"] }],
};
const MONEY = { currency: "EUR", amount: "100" };
const ASK = { receivable: CLAIM, amount: MONEY, price: MONEY, expiresAt: "2030-01-01T00:00:00Z" };

/** What hides, reorders or ends the text around it; by name. */
const UNSEEN: Readonly<Record<string, string>> = {
  "a null": "\u0000",
  "a line end": "\n",
  "an escape": "\u001b",
  "a C1 control": "\u0085",
  "a right-to-left override": "\u202e",
  "an isolate": "\u2066",
  "a right-to-left mark": "\u200f",
  "an Arabic letter mark": "\u061c",
  "a line separator": "\u2028",
  "a byte order mark": "\ufeff",
};

/** Of bodies that need something although no field is required. */
const SMALLEST: Readonly<Record<string, object>> = {
  "/v1/sales/{id}/bids": { amount: MONEY },
  "/v1/receivables/{id}/payments": { source: "ledger", amount: MONEY },
  "/v1/webhooks/{id}/redeliveries": { after: "0" },
  "/v1/facilities/{id}/votes": { motion: "acceleration", votesBy: "2030-01-01T00:00:00Z", document: CLAIM },
};

describe("Input that cannot be meant is refused, and the field named", () => {
  let harness: Harness;
  before(async () => {
    harness = await openHarness({ rateLimit: 1_000_000 }, ["operator", "maker", "checker"]);
    harness.answer = (sql) => {
      if (sql.includes("mirror.cursor")) return [{ block: 7n }];
      return sql.includes("mirror.claims c WHERE") ? [{ id: CLAIM, currency: "EUR" }] : [];
    };
  });
  after(() => harness.app.close());

  async function refused(url: string, body: object): Promise<{ status: number; code: string; field: string }> {
    const answer = await harness.app.inject({
      method: "POST",
      url,
      headers: { ...bearer(), "idempotency-key": "k", "content-type": "application/json" },
      payload: JSON.stringify(body),
    });
    expect(answer.headers["content-type"]).to.equal("application/problem+json; charset=utf-8");
    const { code, field } = answer.json<{ code: string; field: string }>();
    return { status: answer.statusCode, code, field };
  }
  const invalid = (field: string) => ({ status: 400, code: "invalid-field", field });
  const admit = async (changes: object) => refused("/v1/parties", { ...PARTY, ...changes });

  for (const [what, character] of Object.entries(UNSEEN)) {
    it(`text with ${what}`, async () => {
      const text = `Ac${character}me`;
      expect(await admit({ name: text })).to.deep.equal(invalid("/name"));
      expect(await admit({ users: [{ name: text, roles: ["maker"] }] })).to.deep.equal(invalid("/users/0/name"));
      const identifiers = [...PARTY.identifiers, { scheme: "register", value: text }];
      expect(await admit({ identifiers })).to.deep.equal(invalid("/identifiers/1/value"));
      const transfer = { to: CLAIM, amount: MONEY, reference: text };
      for (const [url, body, field] of [
        [`/v1/receivables/${CLAIM}/cancellation`, { reason: text }, "/reason"],
        [`/v1/receivables/${CLAIM}/transfers`, transfer, "/reference"],
        ["/v1/cash/deposits", { party: CLAIM, amount: MONEY, bankReference: text }, "/bankReference"],
        ["/v1/cash/payouts/EUR/1/rejection", { reason: text }, "/reason"],
        ["/v1/cash/payouts/EUR/1/confirmation", { bankReference: text }, "/bankReference"],
        [`/v1/receivables/${CLAIM}/payments`, { source: "wire", amount: MONEY, bankReference: text }, "/bankReference"],
        [`/v1/receivables/${CLAIM}/acknowledgement`, { waivers: [], dueZone: text }, "/dueZone"],
      ] as const) {
        expect(await refused(url, body), url).to.deep.equal(invalid(field));
      }
      const query = `/v1/receivables?buyerId=${encodeURIComponent(text)}`;
      expect(await refused(query, {})).to.deep.equal(invalid("/buyerId"));
    });
  }

  it("half of a surrogate pair, and text of spaces only", async () => {
    for (const name of ["Ac\ud800me", "\udc00", " ", "\u3000"]) {
      expect(await admit({ name }), JSON.stringify(name)).to.deep.equal(invalid("/name"));
    }
  });

  it("but not names as they are written all over the world", async () => {
    for (const name of ["Łódź & Søn, S.A.", "株式会社𠮷野家", "شركة", "กรุงเทพ", "O’Neill 🏭"]) {
      // The first thing wrong is now the next field.
      expect(await admit({ name, kybValidUntil: "2020-01-01" }), name).to.deep.equal(invalid("/kybValidUntil"));
    }
  });

  it("a GLN whose check digit is wrong; spaces in it are no matter", async () => {
    const gln = async (value: string) =>
      admit({ identifiers: [...PARTY.identifiers, { scheme: "gln", value }], kybValidUntil: "2020-01-01" });
    for (const value of ["4012345000008", "401234500000", "40123450000094", "401234500000X"]) {
      expect(await gln(value), value).to.deep.equal(invalid("/identifiers/1/value"));
    }
    for (const value of ["4012345000009", "4012345 00000 9"]) {
      expect(await gln(value), value).to.deep.equal(invalid("/kybValidUntil"));
    }
  });

  it("a check that has run out, on the day and in days that are none", async () => {
    // It is noon of 2026-06-01: the check of that day holds until its end.
    for (const kybValidUntil of ["2026-05-31", "1970-01-01", "2026-02-30", "2026-6-1", "today"]) {
      expect(await admit({ kybValidUntil }), kybValidUntil).to.deep.equal(invalid("/kybValidUntil"));
    }
    const threshold = 2;
    expect(await admit({ kybValidUntil: "2026-06-01", threshold })).to.deep.equal(invalid("/threshold"));
  });

  it("an ask that has expired, or expires at no instant", async () => {
    for (const expiresAt of [
      "2026-06-01T12:00:00Z",
      "2026-06-01T11:59:59.999Z",
      "2030-01-01",
      "2030-01-01T00:00:00",
      "2030-01-01T00:00:00+01:00",
      "2030-02-30T00:00:00Z",
      "2016-12-31T23:59:60Z",
    ]) {
      expect(await refused("/v1/asks", { ...ASK, expiresAt }), expiresAt).to.deep.equal(invalid("/expiresAt"));
    }
  });

  it("a buyer whom nobody knows, by its place in the list, in one look-up", async () => {
    const buyers = Array.from({ length: 50 }, (_, at) => `0x${String(at + 10).repeat(32)}`);
    harness.asked.length = 0;
    const unknown = { status: 422, code: "unknown-party", field: "/buyers/0" };
    expect(await refused("/v1/asks", { ...ASK, buyers })).to.deep.equal(unknown);
    expect(harness.asked.filter((sql) => sql.includes("core.parties WHERE")).length).to.equal(1);
  });

  it("a parameter that the route does not have, on every route whose body can be right without knowing more", async () => {
    interface Described {
      readonly requestBody?: { readonly content: Record<string, { readonly schema: { required?: string[] } }> };
    }
    const { paths } = harness.app.swagger() as unknown as { paths: Record<string, Record<string, Described>> };
    const canBeEmpty = ({ requestBody }: Described): boolean =>
      !requestBody?.content["application/json"]?.schema.required?.length;
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, described]) =>
        path.startsWith("/v1/") && (path === "/v1/receivables" || canBeEmpty(described)) ? [{ method, path }] : [],
      ),
    );
    expect(routes.length).to.be.greaterThan(20);
    for (const { method, path } of routes) {
      const ids = {
        "/asks/": "1",
        "/bids/": "1",
        "/standing-offers/": "1",
        "/liens/": "1",
        "/sales/": "1",
        "/api-keys/": "0".repeat(16),
        "/webhooks/": "0".repeat(32),
      };
      const [id = CLAIM] = Object.entries(ids).flatMap(([part, of]) => (path.includes(part) ? [of] : []));
      const url = path
        .replace("{id}", id)
        .replace("{recovery}", CLAIM)
        .replace("{receivable}", CLAIM)
        .replace("{root}", CLAIM)
        .replace("{sha256}", CLAIM.slice(2))
        .replace("{currency}", "EUR")
        .replace("{number}", path.includes("cases") ? "0".repeat(16) : "1");
      const needs = {
        "/possession": `party=${CLAIM}&signer=0x${"1".repeat(40)}&`,
        "/reconciliation": "date=2026-01-31&",
      };
      const needed = Object.entries(needs)
        .flatMap(([end, query]) => (path.endsWith(end) ? [query] : []))
        .join("");
      const isAct = method === "post";
      const answer = await harness.app.inject({
        method: method.toUpperCase() as "GET" | "POST" | "DELETE",
        url: `${url}?${needed}surprise=1`,
        headers: { ...bearer(), "idempotency-key": "k", ...(isAct && { "content-type": "application/json" }) },
        ...(isAct && {
          payload: JSON.stringify(SMALLEST[path] ?? {}),
        }),
      });
      const { code, field } = answer.json<{ code: string; field: string }>();
      expect([answer.statusCode, code, field], `${method} ${url}`).to.deep.equal([400, "invalid-field", "/surprise"]);
    }
  });

  it("a cursor that no list has given", async () => {
    for (const list of ["parties", "receivables", "asks", "assets", "liens", "operations", "cash/payouts"]) {
      for (const cursor of ["x", "1~2~3~4", "", "~", "1~' OR 1=1", "%00", "9".repeat(200)]) {
        const answer = await harness.app.inject({
          url: `/v1/${list}?cursor=${cursor === "%00" ? cursor : encodeURIComponent(cursor)}`,
          headers: bearer(),
        });
        const { code, field } = answer.json<{ code: string; field: string }>();
        expect([code, field], `${list} ${cursor}`).to.deep.equal(["invalid-field", "/cursor"]);
      }
    }
  });
});
