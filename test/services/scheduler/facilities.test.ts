import { expect } from "chai";

import type { Database } from "../../../services/store/database.ts";
import { eachDatabase } from "../store/databases.ts";
import { account, Mirror } from "./mirror.ts";

const DAY = 86_400n;
const [BORROWER, LENDER] = [account(0xb0), account(0xf0)];
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
  });
});
