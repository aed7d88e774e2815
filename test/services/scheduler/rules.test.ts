import { expect } from "chai";
import fc from "fast-check";

import { addDays, endOfDay, parseDate } from "../../../services/domain/date.ts";
import type { Database } from "../../../services/store/database.ts";
import { eachDatabase } from "../store/databases.ts";
import { account, DEBTOR, GRACE, hash, HOLDER, Mirror, OPERATOR, SELLER } from "./mirror.ts";

const DATE = parseDate("2027-03-28");
const ZONE = "Europe/Berlin";
const DUE = endOfDay(DATE, ZONE);
const startOf = (offset: number): bigint => endOfDay(addDays(DATE, offset - 1), ZONE);
const DEFAULT = endOfDay(addDays(DATE, GRACE), ZONE);
const DAY = 86_400n;

/** What each rule about an acknowledged claim tells, and the instant after which it does. */
const DAYS: readonly (readonly [string, bigint])[] = [
  ["receivable.due-soon", startOf(-7)],
  ["receivable.due-tomorrow", startOf(-1)],
  ["receivable.due", startOf(0)],
  ["receivable.overdue", DUE],
  ["receivable.defaulted", DEFAULT],
];

describe("what time brings", () => {
  eachDatabase((_, open) => {
    let db: Database;
    let mirror: Mirror;
    const early = startOf(-40);

    before(async () => {
      db = await open();
    });
    beforeEach(async () => {
      mirror = await Mirror.open(db);
    });

    for (const [index, [kind, at]] of DAYS.entries()) {
      it(`${kind} is told after its instant in the claim's zone, and not at it`, async () => {
        const claim = await mirror.claim({ dueAt: DUE, zone: ZONE, registeredAt: early, holders: { [HOLDER]: 1n } });
        await mirror.mine(early);
        await mirror.tell();
        await mirror.mine(at);
        await mirror.tell();
        const before = DAYS.slice(0, index).map(([name]) => name);
        expect(await mirror.notices()).to.deep.equal(before);
        await mirror.mine(at + 1n);
        await mirror.tell();
        expect(await mirror.notices()).to.deep.equal([...before, kind]);
        const told = (await mirror.told()).at(-1) ?? expect.fail();
        expect(told).to.deep.include({
          subject: `receivables/${claim}`,
          at,
          parties: [SELLER, DEBTOR, HOLDER],
          sequence: index + 2,
        });
        expect(told.data).to.deep.equal({
          dueAt: String(DUE),
          dueDate: DATE,
          dueZone: ZONE,
          due: { currency: "EUR", amount: "60" },
        });
      });
    }

    it("one clock counts: without a new block nothing becomes due", async () => {
      await mirror.claim({ dueAt: 1_000n, registeredAt: 0n });
      await mirror.mine(999n);
      await mirror.tell();
      expect(await mirror.notices()).not.to.contain("receivable.overdue");
      await mirror.tell();
      expect(await mirror.notices()).not.to.contain("receivable.overdue");
    });

    it("each is told once, however often it is looked for and by whichever process", async () => {
      await mirror.claim({ dueAt: DUE, zone: ZONE, registeredAt: early });
      await mirror.mine(early);
      await mirror.tell();
      for (const [, at] of DAYS) {
        for (const later of [1n, 1n, 2n]) {
          await mirror.mine(at + later);
          await mirror.tell();
          mirror.restart();
          await mirror.tell();
        }
      }
      expect(await mirror.notices()).to.deep.equal(DAYS.map(([kind]) => kind));
    });

    it("nobody looked for weeks: everything is told in order, with the instants at which it was so", async () => {
      await mirror.claim({ dueAt: DUE, zone: ZONE, registeredAt: early });
      await mirror.mine(early);
      await mirror.tell();
      mirror.restart();
      await mirror.mine(DEFAULT + 100n * DAY);
      await mirror.tell();
      const notices = (await mirror.told()).slice(1);
      expect(notices.map(({ kind, at }) => [kind, at])).to.deep.equal(DAYS);
    });

    it("paid while nobody looked: what was so before is told, what never came to be is not", async () => {
      const claim = await mirror.claim({ dueAt: DUE, zone: ZONE, registeredAt: early });
      await mirror.mine(early);
      await mirror.tell();
      await mirror.change(
        claim,
        `status = 'settled', settled_at = ${String(DUE + DAY)}, settled_block = ${String(mirror.block + 1n)}`,
      );
      await mirror.event(claim, 2n, "Settled");
      await mirror.mine(DUE + DAY);
      await mirror.mine(DEFAULT + DAY);
      await mirror.tell();
      expect((await mirror.notices()).filter((kind) => kind !== "receivable.settled")).to.deep.equal(
        DAYS.slice(0, 4).map(([kind]) => kind),
      );
      expect(await mirror.db.query("select * from core.claim_days")).to.deep.equal([]);
    });

    it("paid or withdrawn at the last moment: nothing is overdue", async () => {
      await mirror.claim({ dueAt: DUE, zone: ZONE, status: "settled", settledAt: DUE });
      await mirror.claim({ dueAt: DUE, zone: ZONE, status: "cancelled", cancelledAt: DUE, acknowledgedAt: null });
      await mirror.mine(early);
      await mirror.mine(DEFAULT + DAY);
      await mirror.tell();
      expect(new Set(await mirror.notices())).to.deep.equal(new Set(DAYS.slice(0, 3).map(([kind]) => kind)));
    });

    it("written off: nothing more becomes due", async () => {
      const claim = await mirror.claim({ dueAt: DUE, zone: ZONE, registeredAt: early });
      await mirror.mine(early);
      await mirror.tell();
      await mirror.change(claim, `status = 'written-off', written_off_at = ${String(early)}, written_off_block = 1`);
      await mirror.mine(DEFAULT + DAY);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal([]);
    });

    it("paid late, from first to last while nobody looked: it was overdue all the same", async () => {
      const claim = await mirror.claim({ dueAt: DUE, zone: ZONE, status: "settled", settledAt: DUE + 1n });
      const last = 250n;
      await mirror.change(claim, `settled_block = ${String(last)}`);
      for (let block = 0n; block < last; block++) await mirror.mine(early);
      await mirror.mine(DEFAULT + DAY);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal(DAYS.slice(0, 4).map(([kind]) => kind));
    });

    it("a claim that was due long before it was registered is overdue at once, and due no more", async () => {
      await mirror.mine(DUE + DAY);
      await mirror.tell();
      await mirror.claim({
        dueAt: DUE,
        zone: ZONE,
        registeredAt: DUE + DAY,
        acknowledgedAt: null,
        status: "registered",
      });
      await mirror.mine(DUE + DAY);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal(["receivable.due", "receivable.overdue"]);
    });

    it("what the debtor has not acknowledged is overdue and never in default", async () => {
      await mirror.claim({ dueAt: DUE, zone: ZONE, registeredAt: early, acknowledgedAt: null, status: "registered" });
      await mirror.mine(DEFAULT + DAY);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal(DAYS.slice(0, 4).map(([kind]) => kind));
    });

    it("another due date is another occasion", async () => {
      const claim = await mirror.claim({ dueAt: DUE, registeredAt: early });
      await mirror.mine(startOf(-2));
      await mirror.tell();
      await mirror.change(claim, `due_at = ${String(DUE + 30n * DAY)}`);
      await mirror.event(claim, 2n, "Acknowledged");
      await mirror.mine(DUE + 25n * DAY);
      await mirror.tell();
      expect((await mirror.notices()).filter((kind) => kind !== "receivable.acknowledged")).to.deep.equal([
        "receivable.due-soon",
        "receivable.due-soon",
      ]);
    });

    it("a due date that the mirror does not have any more is nobody's, however far the feed is behind", async () => {
      const claim = await mirror.claim({ dueAt: DUE, registeredAt: early });
      await mirror.mine(early);
      await mirror.tell();
      await mirror.change(claim, `due_at = ${String(DUE + 30n * DAY)}`);
      await mirror.mine(DUE + DAY);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal([]);
    });

    it("other days of grace move the day of default for claims that are open", async () => {
      await mirror.claim({ dueAt: DUE, zone: ZONE, registeredAt: early });
      await mirror.mine(early);
      await mirror.tell();
      await mirror.db.query("update core.claim_days set grace_days = 5, default_at = due_at");
      mirror.restart();
      await mirror.mine(DUE + 2n);
      await mirror.tell();
      expect(await mirror.notices()).not.to.contain("receivable.defaulted");
    });

    it("a due date in another zone is told on that zone's days (any zone, any day)", async () => {
      const zone = fc.constantFrom(
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Asia/Kolkata",
        "America/New_York",
        "UTC",
      );
      const day = fc.integer({ min: 0, max: 700 });
      await fc.assert(
        fc.asyncProperty(zone, day, async (name, offset) => {
          const date = addDays(parseDate("2027-01-01"), offset);
          const dueAt = endOfDay(date, name);
          const own = await Mirror.open(db);
          await own.claim({ dueAt, zone: name, registeredAt: 0n });
          await own.mine(endOfDay(addDays(date, -2), name));
          await own.tell();
          expect(await own.notices()).not.to.contain("receivable.due-tomorrow");
          await own.mine(endOfDay(addDays(date, -2), name) + 1n);
          await own.tell();
          expect(await own.notices()).to.contain("receivable.due-tomorrow");
        }),
        { numRuns: 20 },
      );
    });

    it("the check of a party runs out: told a month before and at the end, to it and to the registrar", async () => {
      const end = 100n * DAY;
      await mirror.party(7, end);
      await mirror.mine(end - 30n * DAY);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal([]);
      await mirror.mine(end - 30n * DAY + 1n);
      await mirror.tell();
      await mirror.mine(end);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal(["party.kyb-expiring"]);
      await mirror.mine(end + 1n);
      await mirror.tell();
      const [expiring, expired] = await mirror.told();
      expect(expiring).to.deep.include({ kind: "party.kyb-expiring", subject: `parties/${hash(7)}` });
      expect(expired).to.deep.include({ kind: "party.kyb-expired", at: end, parties: [account(7), OPERATOR] });
      await mirror.db.query("update mirror.parties set valid_until = $1", [end + 365n * DAY]);
      await mirror.mine(end + 336n * DAY);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal(["party.kyb-expiring", "party.kyb-expired", "party.kyb-expiring"]);
    });

    it("a dispute is not resolved by its date: told to both sides and to who holds units", async () => {
      const claim = await mirror.claim({ dueAt: DUE, registeredAt: early, holders: { [HOLDER]: 5n } });
      await mirror.change(claim, `disputed = 7, dispute_resolve_by = ${String(early + DAY)}`);
      await mirror.mine(early + DAY);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal([]);
      await mirror.mine(early + DAY + 1n);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal(["receivable.dispute-unresolved"]);
      expect((await mirror.told()).at(-1)).to.deep.include({ at: early + DAY, parties: [SELLER, DEBTOR, HOLDER] });
    });

    it("a dispute over more than is still due is told by what is due, over nothing it is not", async () => {
      const claim = await mirror.claim({ dueAt: DUE, registeredAt: early });
      const paid = await mirror.claim({ dueAt: DUE, registeredAt: early });
      const dispute = `disputed = units, dispute_resolve_by = ${String(early + DAY)}`;
      await mirror.change(claim, `${dispute}, debtor_paid = units - 3, diluted = 1`);
      await mirror.change(paid, `${dispute}, debtor_paid = units - 1, diluted = 1`);
      await mirror.mine(early + 2n * DAY);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal(["receivable.dispute-unresolved"]);
      expect((await mirror.told()).at(-1)?.data).to.deep.include({ disputed: { currency: "EUR", amount: "2" } });
    });

    it("a dispute that was withdrawn in time is not", async () => {
      const claim = await mirror.claim({ dueAt: DUE, registeredAt: early });
      await mirror.change(claim, `disputed = 0, dispute_resolve_by = ${String(early + DAY)}`);
      await mirror.mine(early + 2n * DAY);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal([]);
    });

    it("the seller does not buy back in time: told to it and to the holder that waits", async () => {
      const claim = await mirror.claim({ dueAt: DUE, registeredAt: early, holders: { [HOLDER]: 5n, [SELLER]: 5n } });
      await mirror.put(claim, HOLDER, early + DAY);
      await mirror.mine(early + DAY);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal([]);
      await mirror.mine(early + DAY + 1n);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal(["receivable.buy-back-breached"]);
      expect((await mirror.told()).at(-1)).to.deep.include({ at: early + DAY, parties: [SELLER, HOLDER] });
    });

    it("what the seller promised with its recourse is the grace that counts", async () => {
      const claim = await mirror.claim({ dueAt: DUE, zone: ZONE, registeredAt: early });
      await mirror.change(claim, `recourse_grace = ${String(2n * DAY)}`);
      await mirror.mine(DUE + 2n * DAY);
      await mirror.tell();
      expect(await mirror.notices()).not.to.contain("receivable.defaulted");
      await mirror.mine(DUE + 2n * DAY + 1n);
      await mirror.tell();
      expect(await mirror.notices()).to.contain("receivable.defaulted");
    });

    it("what credit notes took off the debt is not due any more", async () => {
      const claim = await mirror.claim({ dueAt: DUE, registeredAt: early });
      await mirror.change(claim, "diluted = 60");
      await mirror.mine(DEFAULT + DAY);
      await mirror.tell();
      expect(await mirror.notices()).to.deep.equal([]);
    });

    it("an offer runs out: told to its seller and those it named, after the last second in which it could be taken", async () => {
      await mirror.ask(1n, 500n, [HOLDER]);
      await mirror.ask(2n, 500n, [], 400n);
      await mirror.mine(500n);
      await mirror.tell();
      expect(await mirror.notices()).not.to.contain("ask.expired");
      await mirror.mine(501n);
      await mirror.tell();
      const told = (await mirror.told()).filter(({ kind }) => kind === "ask.expired");
      expect(told).to.have.length(1);
      expect(told[0]).to.deep.include({ subject: "asks/1", at: 500n, parties: [SELLER, HOLDER] });
      expect(told[0]?.data).to.include({ unsold: "6" });
    });
  });
});
