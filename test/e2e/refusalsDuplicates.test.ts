import { readFileSync } from "node:fs";
import { expect } from "chai";

import { parseDate } from "../../services/domain/date.ts";
import { Client } from "../../scripts/story/client.ts";
import type { Json } from "../../scripts/story/client.ts";
import { act, admit } from "../../scripts/story/parties.ts";
import type { StoryParty } from "../../scripts/story/parties.ts";
import { registered, setStage } from "./support/cast.ts";
import type { Stage } from "./support/cast.ts";
import { corpusFile } from "./support/corpus.ts";
import { oneService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

const TODAY = parseDate(new Date().toISOString().slice(0, 10));
const NUMBER = "HS-2026-0117";
const DATE = "<cbc:IssueDate>2026-11-02<";
const FLAG = "probable-duplicate";

describe("An invoice told twice is refused, one that looks told twice is shown", () => {
  oneService((start) => {
    let service: TestService;
    let stage: Stage;
    let first: string;
    let text: string;
    before(async () => {
      service = await start();
      stage = await setStage(service);
      text = Buffer.from(stage.invoice.bytes).toString();
      first = await registered(stage);
    });

    /** The stage's invoice with something of it written otherwise. */
    function altered(...changes: (readonly [from: string, to: string])[]): Uint8Array {
      return Buffer.from(
        changes.reduce((from, [what, to]) => {
          if (!from.includes(what)) throw new Error(`the invoice has no ${what}`);
          return from.replaceAll(what, to);
        }, text),
      );
    }
    const post = async (document: Uint8Array, client = stage.supplier.maker) =>
      client.post("/v1/receivables", document);
    const claimIn = ({ result }: Json) => result as { receivable: string; flags: string[] };
    const flagsFor = async ({ maker }: StoryParty, id: string) =>
      (await maker.get(`/v1/receivables/${id}`))["flags"] as string[];

    it("the first of all has no flag", async () => {
      expect(await flagsFor(stage.buyer, first)).to.deep.equal([]);
    });

    for (const [what, changes] of [
      ["a Cyrillic letter", [[NUMBER, "НS-2026-0117"]]],
      ["more zeros", [[NUMBER, "HS-2026-00117"]]],
      ["fewer zeros", [[NUMBER, "HS-2026-117"]]],
      ["a letter for a digit", [[NUMBER, "HS-2O26-0117"]]],
      ["other separators, in small letters", [[NUMBER, "hs/2026/0117"]]],
      ["another date", [[DATE, "<cbc:IssueDate>2026-11-03<"]]],
      [
        "another case and date",
        [
          [NUMBER, "hs-2026-0117"],
          [DATE, "<cbc:IssueDate>2026-11-04<"],
        ],
      ],
      [
        "a Greek letter and another amount",
        [
          [NUMBER, "ΗS-2026-0117"],
          ["100000.00", "90000.00"],
        ],
      ],
    ] as [string, [string, string][]][]) {
      it(`${what}: registered, with a flag that everybody concerned sees`, async () => {
        const answer = await post(altered(...changes));
        expect(answer.status, JSON.stringify(answer.body)).to.equal(200);
        const { receivable, flags } = claimIn(answer.body);
        expect(flags).to.include(FLAG);
        for (const reader of [stage.supplier, stage.buyer])
          expect(await flagsFor(reader, receivable)).to.deep.equal([FLAG]);
      });
    }

    it("a number that only shares its digits is another", async () => {
      const { receivable, flags } = claimIn((await post(altered([NUMBER, "hs20260117"]))).body);
      expect(flags).not.to.include(FLAG);
      expect(await flagsFor(stage.buyer, receivable)).to.deep.equal([]);
    });

    it("the first still has none, and lists show the flags too", async () => {
      expect(await flagsFor(stage.buyer, first)).to.deep.equal([]);
      const { items } = (await stage.buyer.maker.get("/v1/receivables?role=debtor")) as {
        items: { id: string; flags: string[] }[];
      };
      expect(items.length).to.equal(10);
      expect(items.filter(({ flags }) => flags.length === 0).length).to.equal(2);
    });

    it("maker and checker of the acknowledgement see it in the operation; it refuses nothing", async () => {
      const { receivable } = claimIn((await post(altered([NUMBER, "HЅ-2026-0117"]))).body);
      const proposal = await stage.buyer.maker.act(`/v1/receivables/${receivable}/acknowledgement`, { waivers: [] });
      const seen = await stage.buyer.checker?.get(`/v1/operations/${String(proposal["id"])}`);
      expect(claimIn(seen ?? {}).flags).to.deep.equal([FLAG]);
      const done = await stage.buyer.checker?.act(`/v1/operations/${String(proposal["id"])}/approvals`);
      expect(done?.["status"]).to.equal("done");
    });

    it("of two lookalikes in the same moment neither passes unseen", async () => {
      const both = await Promise.all(["TWIN-7", "TWIN-07"].map(async (number) => post(altered([NUMBER, number]))));
      const flags = await Promise.all(both.map(async ({ body }) => flagsFor(stage.buyer, claimIn(body).receivable)));
      expect(flags.flat()).to.include(FLAG);
    });

    it("another seller's equal number is nobody's duplicate", async () => {
      const other = await admit(
        service.url,
        stage.registrar,
        { name: "Other", country: "DE", roles: ["enterprise"], registered: ["OTHERSELLER"] },
        TODAY,
      );
      const document = altered(["DE314159211", "OTHERSELLER"], ["9845HARBOURSTEEL0002", "OTHERSELLER"]);
      const { receivable, flags } = claimIn((await post(document, other.maker)).body);
      expect([flags, await flagsFor(other, receivable)]).to.deep.equal([[], []]);
    });

    it("the very invoice is refused, however spelt and whatever its terms, with the claim's id", async () => {
      const same = [
        stage.invoice.respelt,
        altered(["100000.00", "90000.00"]),
        altered([NUMBER, "ｈs‐2026‐0117"]),
        altered([NUMBER, "HS-2026-\u200b0117"]),
      ];
      for (const document of same) {
        const { status, body } = await post(document);
        expect([status, body["code"], body["receivable"]]).to.deep.equal([409, "invoice-already-registered", first]);
        expect(body).not.to.have.property("case");
      }
    });

    it("its debtor is told which claim of its own it is, a stranger nothing", async () => {
      const { status, body } = await post(stage.invoice.bytes, stage.buyer.maker);
      expect([status, body["code"], body["receivable"]]).to.deep.equal([409, "invoice-already-registered", first]);
      const refused = await post(stage.invoice.bytes, stage.financier.maker);
      expect([refused.status, refused.body["code"]]).to.deep.equal([422, "seller-mismatch"]);
    });

    describe("a debtor of a document whose claim is another's", () => {
      let other: StoryParty;
      let document: Uint8Array;
      before(async () => {
        const party = { name: "Second buyer", country: "NL", roles: ["enterprise"], registered: ["SECONDBUYER"] };
        other = await admit(service.url, stage.registrar, party, TODAY);
        document = altered(...stage.invoice.buyerIds.map((id) => [`>${id}<`, ">SECONDBUYER<"] as const));
      });

      it("is given a number that tells nothing, and that the registrar alone opens", async () => {
        const { status, body } = await post(document, other.maker);
        expect([status, body["code"]]).to.deep.equal([409, "invoice-already-registered"]);
        expect(JSON.stringify(body)).not.to.contain(first);
        const path = `/v1/duplicate-cases/${String(body["case"])}`;
        const opened = await stage.registrar.get(path);
        expect(opened).to.deep.include({ number: body["case"], receivable: first, user: "Second buyer maker" });
        expect(opened["party"]).to.deep.equal({ id: other.id, name: "Second buyer", account: other.account });
        for (const { maker } of [other, stage.supplier]) expect((await maker.send("GET", path)).status).to.equal(403);
        expect((await stage.registrar.send("GET", "/v1/duplicate-cases/0000000000000000")).status).to.equal(404);
      });

      it("is told so of what was never registered, but may not ask often", async () => {
        const never = Buffer.from(Buffer.from(document).toString().replaceAll(NUMBER, "NEVER-1"));
        const { status, body } = await post(never, other.maker);
        expect([status, body["code"]]).to.deep.equal([422, "seller-mismatch"]);
        const codes = new Set<unknown>();
        for (let at = 0; at < 18; at += 1) codes.add((await post(document, other.maker)).status);
        expect([...codes]).to.deep.equal([409]);
        const response = await fetch(`${service.url}/v1/receivables`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${other.maker.apiKey}`,
            "content-type": "application/xml",
            "idempotency-key": "last",
          },
          body: Buffer.from(document),
        });
        expect([response.status, response.headers.get("retry-after")]).to.deep.equal([429, "3600"]);
        expect(((await response.json()) as Json)["code"]).to.equal("too-many-requests");
      });
    });

    it("the hostile invoices: spaces and case are the same invoice, a homoglyph is flagged", async function () {
      const file = (name: string) => corpusFile(`hostile-xml/${name}`);
      const [original, padded, cased, homoglyph] = [
        "00-baseline-ok.xml",
        "37-whitespace-padded.xml",
        "38-case-variant-number.xml",
        "39-homoglyph-number.xml",
      ].map(file);
      if (!original || !padded || !cased || !homoglyph) {
        console.warn("SKIPPED: the shared data (hostile-xml) is not there");
        this.skip();
      }
      const join = async (name: string, registeredAs: string[]) =>
        admit(
          service.url,
          stage.registrar,
          { name, country: "DE", roles: ["enterprise"], registered: registeredAs },
          TODAY,
        );
      const acme = await join("Acme Supplies GmbH", ["DE123456788", "HRB 12345"]);
      const big = await join("Big Buyer AG", ["DE987654326", "HRB 99999"]);
      const send = async (path: string) => post(readFileSync(path), new Client(service.url, acme.maker.apiKey));
      const { receivable } = claimIn((await send(original)).body);
      for (const path of [padded, cased]) {
        const { status, body } = await send(path);
        expect([status, body["receivable"]], path).to.deep.equal([409, receivable]);
      }
      const second = claimIn((await send(homoglyph)).body);
      expect(second.flags).to.include(FLAG).and.to.include("suspicious-characters");
      expect(await flagsFor(big, second.receivable)).to.deep.equal([FLAG]);
      expect(await flagsFor(big, receivable)).to.deep.equal([]);
      await act(big, `/v1/receivables/${second.receivable}/acknowledgement`, { waivers: [] });
    });
  });
});
