import { expect } from "chai";

import type { Database } from "../../../services/store/database.ts";
import { eachDatabase } from "../store/databases.ts";
import { account, Mirror } from "./mirror.ts";

const DAY = 86_400n;
const [BORROWER, LENDER, FUND, ASKED] = [account(0xb0), account(0xf0), account(0xc0), account(0xc1)];
const ID = `0x${"fa".repeat(32)}`;
/** A calendar two hours ahead of UTC. */
const CLOCK = 7_200n;
const DUE = 100n;
const END = (DUE + 1n) * DAY - CLOCK;
const [SOON, MISSED, UNCURED] = ["facility.report-due-soon", "facility.report-missed", "facility.margin-uncured"];

describe("what time brings to a facility", () => {
  eachDatabase((_, open) => {
    let db: Database;
    let mirror: Mirror;

    before(async () => {
      db = await open();
    });
    beforeEach(async () => {
      mirror = await Mirror.open(db);
      await db.query("truncate mirror.facilities, mirror.facility_lenders, mirror.facility_events");
      await db.query("truncate mirror.guarantees, mirror.guarantee_layers, mirror.guarantee_shares");
      const terms = { clock: String(CLOCK), reportDays: [String(DUE)] };
      await db.query(
        `insert into mirror.facilities
           (id, contract, borrower, agent, currency, status, terms, satisfied, seq, head, proposed_block, proposed_at, agreed_at)
         values ($1, 'c', $2, $3, 'EUR', 'agreed', $4, 0, 1, 'h', 1, 1, 1)`,
        [ID, BORROWER, LENDER, JSON.stringify(terms)],
      );
      await db.query("insert into mirror.facility_lenders values ($1, $2, 5, 5, true)", [ID, LENDER]);
    });

    async function at(instant: bigint): Promise<string[]> {
      await mirror.mine(instant);
      await mirror.tell();
      return (await mirror.notices()).filter((kind) => [SOON, MISSED, UNCURED].includes(kind));
    }

    const file = async (instant: bigint): Promise<void> => {
      await db.query(
        `insert into mirror.facility_events values ($1, 2, 'c', 'ReportFiled', $2, null, null, 'h', 1, $3, 't', 0)`,
        [ID, JSON.stringify({ index: "0", document: ID }), instant],
      );
    };

    it("a report nears its day, and is missing once that is over in its calendar: told to borrower and lenders, once", async () => {
      expect(await at(END - 7n * DAY)).to.deep.equal([]);
      expect(await at(END - 7n * DAY + 1n)).to.deep.equal([SOON]);
      expect(await at(END)).to.deep.equal([SOON]);
      expect(await at(END + 1n)).to.deep.equal([SOON, MISSED]);
      expect(await at(END + DAY)).to.deep.equal([SOON, MISSED]);
      const [told] = (await mirror.told()).filter(({ kind }) => kind === MISSED);
      expect(told).to.deep.include({ subject: `facilities/${ID}`, at: END });
      expect([...(told?.parties ?? [])].sort()).to.deep.equal([BORROWER, LENDER].sort());
      expect(told?.data).to.deep.include({ report: 0, due: "1970-04-11" });
    });

    it("a report that was filed in time is not told to be missing", async () => {
      await at(END - 2n * DAY);
      await file(END - DAY);
      expect(await at(END + DAY)).to.deep.equal([SOON]);
    });

    it("a margin call is uncured once its time is over, unless it was cured", async () => {
      await file(1n);
      await db.query("update mirror.facilities set cure_by = $1", [50n * DAY]);
      expect(await at(50n * DAY + 1n)).to.deep.equal([]);
      expect(await at(50n * DAY + 2n)).to.deep.equal([UNCURED]);
      await db.query("update mirror.facilities set cure_by = $1", [60n * DAY]);
      await at(59n * DAY);
      await db.query("update mirror.facilities set cure_by = 0");
      expect(await at(61n * DAY)).to.deep.equal([UNCURED]);
    });

    /** A layer of two shares until 400 days: the fund bears one, the other was only asked. */
    async function cover(): Promise<void> {
      await db.query(
        `insert into mirror.guarantees values ($1, 'c', $2, 0, 0, 't', 1, 2, true, 0, 0, 0, null, null, null, null)`,
        [ID, BORROWER],
      );
      await db.query("insert into mirror.guarantee_layers values ($1, 0, 0, 7, $2)", [ID, 400n * DAY]);
      for (const [share, guarantor] of [FUND, ASKED].entries()) {
        const values = [ID, share, guarantor, guarantor === FUND];
        await db.query("insert into mirror.guarantee_shares values ($1, $2, 0, $3, 1, 0, 0, $4, $4, 0, 0, 0)", values);
      }
    }

    it("who bears a share of its guarantee hears what happens on it, such as that cover is demanded", async () => {
      await cover();
      await at(1n);
      await db.query(
        `insert into mirror.facility_events values ($1, 3, 'c', 'CoverDemanded', $2, null, $3, 'h', $4, 2, 't', 0)`,
        [ID, JSON.stringify({ holder: LENDER, loss: "5", reason: ID }), LENDER, mirror.block + 1n],
      );
      await at(2n);
      const told = (await mirror.told()).find(({ kind }) => kind === "facility.cover-demanded");
      expect([...(told?.parties ?? [])].sort()).to.deep.equal([BORROWER, LENDER, FUND].sort());
    });

    it("a layer of its guarantee ends: told to arranger, guarantor and lenders", async () => {
      await cover();
      await mirror.mine(400n * DAY);
      await mirror.tell();
      await mirror.mine(400n * DAY + 1n);
      await mirror.tell();
      const [told, ...others] = (await mirror.told()).filter(({ kind }) => kind === "guarantee.expired");
      expect(others).to.deep.equal([]);
      expect(told).to.deep.include({ subject: `guarantees/${ID}`, at: 400n * DAY });
      expect(told?.data).to.deep.include({ layer: 0, cap: { currency: "EUR", amount: "7" } });
      expect([...(told?.parties ?? [])].sort()).to.deep.equal([BORROWER, LENDER, FUND].sort());
    });
  });
});
