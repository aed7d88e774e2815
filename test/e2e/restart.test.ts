import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";

import { run } from "../../scripts/run.ts";
import { Client } from "../../scripts/story/client.ts";
import type { Answer } from "../../scripts/story/client.ts";
import { acknowledged, setStage } from "./support/cast.ts";
import { startProcess } from "./support/process.ts";
import type { ServiceProcess } from "./support/process.ts";

const ROUNDS = 3;
const PER_ROUND = 40;

describe("Nothing that was acknowledged is lost when every process is killed under load", function () {
  this.timeout(300_000);
  const home = mkdtempSync(join(tmpdir(), "tallystick-restart-"));
  let service: ServiceProcess;
  let supplierKey: string;
  let claim: string;
  let recipient: string;
  const sent = new Map<string, "answered" | "unknown">();

  before(async () => {
    service = await startProcess(home);
    const stage = await setStage({ ...service } as never);
    claim = await acknowledged(stage);
    recipient = stage.financier.id;
    supplierKey = stage.supplier.maker.apiKey;
  });
  after(() => {
    rmSync(home, { recursive: true, force: true });
  });

  async function until(condition: () => boolean): Promise<void> {
    for (let step = 0; !condition(); step++) {
      expect(step, "the load was not answered").to.be.lessThan(10_000);
      await sleep(3);
    }
  }

  const body = { to: "", amount: { currency: "EUR", amount: "1" }, reference: "S" };
  async function transfer(key: string): Promise<Answer> {
    const client = new Client(service.url, supplierKey);
    return client.post(
      `/v1/receivables/${claim}/transfers`,
      { ...body, to: recipient },
      { "idempotency-key": key, prefer: "" },
    );
  }

  it(`over ${String(ROUNDS)} kills, each acknowledged transfer is done once, and the others can be sent again`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const keys = Array.from({ length: PER_ROUND }, () => randomUUID());
      const load = keys.map(async (key) => {
        sent.set(key, "unknown");
        const { status } = await transfer(key);
        if (status === 202 || status === 200) sent.set(key, "answered");
      });
      const settled = Promise.allSettled(load);
      await until(() => keys.filter((key) => sent.get(key) === "answered").length >= 5 * (round + 1));
      await service.kill();
      await settled;
      service = await startProcess(home);
    }
    const answered = [...sent.values()].filter((status) => status === "answered").length;
    expect(answered).to.be.greaterThan(5 * ROUNDS);
    expect(answered, "some were killed before their answer").to.be.lessThan(sent.size);

    // Sending every key again changes nothing for those that were taken, and has the others done.
    const client = new Client(service.url, supplierKey);
    for (const key of sent.keys()) expect((await transfer(key)).status).to.be.oneOf([200, 202]);
    const before = BigInt(sent.size);
    for (let attempt = 0; ; attempt++) {
      const open = (await client.get("/v1/operations?limit=200")) as { items: { status: string }[] };
      if (open.items.every(({ status }) => status === "done")) break;
      expect(attempt, "operations still open").to.be.lessThan(200);
      await sleep(100);
    }
    const { mine, face } = (await client.get(`/v1/receivables/${claim}`)) as {
      mine: { amount: { amount: string } };
      face: { amount: string };
    };
    expect(BigInt(face.amount) - BigInt(mine.amount.amount)).to.equal(before);
  });

  it("`npm run verify` finds the mirror equal to the chain, and `npm run rebuild` makes the same mirror, while the service runs", async () => {
    const env = { TALLYSTICK_HOME: home };
    const verified = await run("scripts/verify.ts", [], { env });
    expect(verified.output).to.match(/0 differences/);
    expect(verified.code).to.equal(0);
    const rebuilt = await run("scripts/rebuild.ts", [], { env });
    expect(rebuilt.code, rebuilt.output).to.equal(0);
    expect((await run("scripts/verify.ts", [], { env })).code).to.equal(0);
  });

  it("Ctrl-C ends it cleanly, and no secret stands in what it printed but the first API key", async () => {
    expect(await service.interrupt()).to.equal(0);
    const log = service.output();
    expect(log).to.contain("finishing what is under way");
    expect(log.includes(supplierKey)).to.equal(false);
    expect(log.includes(service.credentials.governorMaker)).to.equal(false);
  });
});
