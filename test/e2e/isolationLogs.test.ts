import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

import { Client } from "../../scripts/story/client.ts";
import { storyInvoice } from "../../scripts/story/invoice.ts";
import { makeLei } from "../../scripts/story/identifiers.ts";
import { tokenise } from "../../scripts/story/tokenise.ts";
import { fixture } from "./support/corpus.ts";
import { startProcess } from "./support/process.ts";
import type { ServiceProcess } from "./support/process.ts";

const CANARY = "C4NARY";
const MASTER_KEY = "c4fe".repeat(16);
const IBAN = "DE89370400440532013000";

describe("What is secret is in no log, whatever is done and whatever goes wrong", function () {
  this.timeout(240_000);
  const home = mkdtempSync(join(tmpdir(), "tallystick-logs-"));
  const secrets = new Map<string, string>([
    ["the master key", MASTER_KEY],
    ["an IBAN", IBAN],
    ["an IBAN as people write it", "DE89 3704 0044 0532 0130 00"],
    ["text of an invoice, a body, a header or an address", CANARY],
    ["a party's name", "Harbour Steel"],
  ]);
  let service: ServiceProcess;
  let log: string[];

  before(async () => {
    service = await startProcess(home, { TALLYSTICK_LOG: "trace", TALLYSTICK_MASTER_KEY: MASTER_KEY });
    const bodies: string[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = async (...given) => {
      const response = await fetch(...given);
      bodies.push(await response.clone().text());
      return response;
    };
    try {
      for await (const { step } of tokenise(service, storyInvoice(fixture("harbour-steel-ubl.xml"), `-${CANARY}`))) {
        expect(step).to.be.a("string");
      }
      await goWrong();
    } finally {
      globalThis.fetch = fetch;
    }
    expect(await service.interrupt()).to.equal(0);
    const { registrar, governorMaker, governorChecker } = service.credentials;
    const keys = bodies.join("\n").match(/tsk_[0-9a-f]{8}_[\w-]{32}/g) ?? [];
    [...new Set([...keys, registrar, governorMaker, governorChecker])].forEach((key, at) => {
      secrets.set(`API key ${String(at)}`, key);
    });
    // The banner, which shows the first key to whoever started the service, is no log line.
    log = service
      .output()
      .split("\n")
      .filter((line) => line.startsWith("{"));
  });
  after(async () => {
    await service.kill().catch(() => undefined);
    rmSync(home, { recursive: true, force: true });
  });

  /** Everything that can be refused, with the canary wherever there is place for it. */
  async function goWrong(): Promise<void> {
    const { url, credentials } = service;
    const registrar = new Client(url, credentials.registrar);
    const admitted = await registrar.act("/v1/parties", {
      name: `${CANARY} Ltd`,
      country: "DE",
      identifiers: [{ scheme: "lei", value: makeLei() }],
      roles: ["financier"],
      kybValidUntil: "2099-01-01",
      threshold: 1,
      users: [{ name: CANARY, roles: ["maker"] }],
    });
    const [{ apiKey } = { apiKey: "" }] = admitted["apiKeys"] as { apiKey: string }[];
    const maker = new Client(url, apiKey);
    const money = { currency: "EUR", amount: "100" };
    for (const iban of [IBAN, `${IBAN}1`, CANARY]) await maker.post("/v1/cash/payouts", { amount: money, iban });
    const bank = { party: admitted["subject"], amount: money, bankReference: CANARY };
    await maker.post("/v1/cash/deposits", bank, { "idempotency-key": CANARY, "x-request-id": `bad ${CANARY}` });
    await maker.post("/v1/receivables", Buffer.from(`<Invoice>${CANARY}</Invoice>`));
    await maker.post(`/v1/receivables?buyerId=${CANARY}`, Buffer.from(`{"${CANARY}":`), {
      "content-type": "application/json",
    });
    await maker.send("POST", "/v1/quotes", `{"${CANARY}`, { "content-type": "application/json" });
    await maker.send("POST", "/v1/quotes", CANARY, { "content-type": `text/${CANARY}` });
    for (const path of [
      `/v1/me?token=${CANARY}`,
      `/${CANARY} `,
      `/v1/parties/${CANARY}`,
      `/v1/asks?cursor=${CANARY}`,
    ]) {
      await maker.send("GET", path);
    }
    const key = await maker.act("/v1/api-keys");
    await new Client(url, String(key["apiKey"])).get("/v1/me");
    await new Client(url, `tsk_00000000_${CANARY.padEnd(32, "x")}`).send("GET", "/v1/me");
    await maker.act(`/v1/api-keys/${String(key["id"])}/revocation`);
  }

  it("the log is there, and tells of all of it", () => {
    expect(log.length).to.be.greaterThan(50);
    const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    const statuses = new Set(lines.map(({ status }) => status));
    for (const status of [200, 400, 401, 403, 404, 415, 422]) expect([...statuses]).to.include(status);
    expect(secrets.size).to.be.greaterThan(15);
  });

  it("and none of it: no key, account, name, or text of an invoice", () => {
    for (const [what, secret] of secrets) {
      const telling = log.filter((line) => line.toLowerCase().includes(secret.toLowerCase()));
      expect(telling, what).to.deep.equal([]);
    }
  });
});
