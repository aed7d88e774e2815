import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

import { addDays, endOfDay, parseDate } from "../../services/domain/date.ts";
import { Client } from "../../scripts/story/client.ts";
import type { Json } from "../../scripts/story/client.ts";
import { act } from "../../scripts/story/parties.ts";
import { registered, setStage } from "./support/cast.ts";
import type { Stage } from "./support/cast.ts";
import { newHome } from "./support/homes.ts";
import { startProcess } from "./support/process.ts";
import type { ServiceProcess } from "./support/process.ts";

const CLOCK = new URL("../../scripts/service/clock/shifted.ts", import.meta.url).href;
const ZONE = "Pacific/Auckland";
const DAY = 86_400;

interface Told {
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly position: string;
  readonly sequence: number;
  readonly data: Json;
}

describe("Time tells: what becomes due reaches whom it concerns, when the chain's clock gets there", function () {
  this.timeout(300_000);
  const home = newHome("time");
  const shiftFile = join(home, "clock-shift");
  const today = parseDate(new Date().toISOString().slice(0, 10));
  const dueDate = addDays(today, 20);
  const dueAt = endOfDay(dueDate, ZONE);
  let service: ServiceProcess;
  let stage: Stage;
  let claim: string;

  const start = async (): Promise<ServiceProcess> =>
    startProcess(home, { CLOCK_SHIFT_FILE: shiftFile, NODE_OPTIONS: `--import=${CLOCK}` });

  before(async () => {
    writeFileSync(shiftFile, "0");
    service = await start();
    stage = await setStage(service as never);
    claim = await registered(stage);
    await act(stage.buyer, `/v1/receivables/${claim}/acknowledgement`, { waivers: [], dueDate, dueZone: ZONE });
  });
  after(async () => {
    await service.interrupt();
    rmSync(home, { recursive: true, force: true });
  });

  /** Sets the clock of everything to some seconds after an instant, and has a block made: only blocks move chain time. */
  async function letItBe(instant: bigint, seconds: number): Promise<void> {
    writeFileSync(shiftFile, String(Number(instant) + seconds - Math.floor(Date.now() / 1000)));
    const { bank } = stage;
    const banker = { ...bank, maker: client(bank.maker), checker: bank.checker && client(bank.checker) };
    await act(banker, "/v1/cash/deposits", {
      party: stage.financier.id,
      amount: { currency: "EUR", amount: "1" },
      bankReference: `tick-${String(instant)}-${String(seconds)}`,
    });
  }

  const client = (of: Client): Client => new Client(service.url, of.apiKey);
  async function told(of: Client, query = ""): Promise<Told[]> {
    return (await client(of).get(`/v1/events?limit=200${query}`))["items"] as Told[];
  }
  const kinds = (events: readonly Told[]): string[] => events.map(({ type }) => type);

  /** Waits for the next event of a kind after a position. */
  async function next(of: Client, after: string, kind: string): Promise<Told> {
    const page = await client(of).get(`/v1/events?cursor=${after}&kind=${kind}&wait=20`);
    return (page["items"] as Told[])[0] ?? expect.fail(`no ${kind} came`);
  }

  it("the seller reads what happened to its claim, in order and each with its number", async () => {
    await next(stage.supplier.maker, "0", "receivable.acknowledged");
    const events = await told(stage.supplier.maker, `&subject=receivables/${claim}`);
    expect(kinds(events)).to.deep.equal(["receivable.registered", "receivable.acknowledged"]);
    expect(events.map(({ sequence }) => sequence)).to.deep.equal([1, 2]);
  });

  it("due soon, due tomorrow, due, overdue and defaulted are told on the days of the claim's own zone", async () => {
    const { next: start } = await client(stage.supplier.maker).get("/v1/events?cursor=latest");
    let after = String(start);
    const graceEnd = endOfDay(addDays(dueDate, 30), ZONE);
    const days: [string, bigint][] = [
      ["receivable.due-soon", endOfDay(addDays(dueDate, -8), ZONE)],
      ["receivable.due-tomorrow", endOfDay(addDays(dueDate, -2), ZONE)],
      ["receivable.due", endOfDay(addDays(dueDate, -1), ZONE)],
      ["receivable.overdue", dueAt],
      ["receivable.defaulted", graceEnd],
    ];
    for (const [kind, instant] of days) {
      await letItBe(instant, 30);
      const event = await next(stage.supplier.maker, after, kind);
      expect(event.time, kind).to.equal(new Date(Number(instant) * 1000).toISOString());
      expect(event.data["dueDate"]).to.equal(dueDate);
      expect(event.data["dueZone"]).to.equal(ZONE);
      after = event.position;
    }
  });

  it("the debtor is told the same, those who have nothing to do with it nothing", async () => {
    const notices = ["due-soon", "due-tomorrow", "due", "overdue", "defaulted"].map((name) => `receivable.${name}`);
    expect(kinds(await told(stage.buyer.maker, `&subject=receivables/${claim}`)).slice(-5)).to.deep.equal(notices);
    for (const { maker } of [stage.financier, stage.bank])
      expect(await told(maker, `&subject=receivables/${claim}`)).to.deep.equal([]);
  });

  it("the claim itself says since when it is in default, and how many days it is overdue", async () => {
    const shown = await client(stage.supplier.maker).get(`/v1/receivables/${claim}`);
    expect([shown["overdue"], shown["overdueDays"], shown["partPaid"]]).to.deep.equal([true, 31, false]);
    expect(shown["inDefaultSince"]).to.equal(
      new Date(Number(endOfDay(addDays(dueDate, 30), ZONE)) * 1000).toISOString(),
    );
    expect(Date.parse(String(shown["asOf"])) / 1000).to.be.greaterThan(Number(dueAt) + 30 * DAY);
  });

  it("nothing is told a second time after everything was killed and started again", async () => {
    const before = await told(stage.supplier.maker);
    await service.kill();
    service = await start();
    const { next: end } = await client(stage.supplier.maker).get("/v1/events?cursor=latest");
    await letItBe(dueAt, 31 * DAY);
    await client(stage.supplier.maker).get(`/v1/events?cursor=${String(end)}&wait=2`);
    expect(await told(stage.supplier.maker)).to.deep.equal(before);
  });
});
