import { expect } from "chai";

import type { Hash } from "../../../services/domain/brand.ts";
import type { Database } from "../../../services/store/database.ts";
import { eachDatabase } from "../store/databases.ts";
import { account, HOLDER, Mirror, SELLER } from "./mirror.ts";

const DAY = 86_400n;
const FUND = account(0xf0);
const OFFERED = 1_000n;
const VALID = 100n * DAY;
const [EXPIRING, EXPIRED] = ["guarantee.expiring", "guarantee.expired"];

describe("what time brings to a guarantee", () => {
  eachDatabase((_, open) => {
    let db: Database;
    let mirror: Mirror;

    before(async () => {
      db = await open();
    });
    beforeEach(async () => {
      mirror = await Mirror.open(db);
      await db.query("truncate mirror.guarantees, mirror.guarantee_layers, mirror.guarantee_shares");
    });

    /** One layer of 7 until VALID, borne by the fund. */
    async function cover(claim: Hash, isAccepted = true): Promise<void> {
      await db.query(
        `insert into mirror.guarantees values ($1, 'c', $2, 0, 0, 't', 1, 1, $3, 0, 0, $4, null, null, null, null)`,
        [claim, SELLER, isAccepted, OFFERED],
      );
      await db.query("insert into mirror.guarantee_layers values ($1, 0, 0, 7, $2)", [claim, VALID]);
      await db.query("insert into mirror.guarantee_shares values ($1, 0, 0, $2, 1, 0, 0, $3, $3, 0, 0, 0)", [
        claim,
        FUND,
        isAccepted,
      ]);
    }
    const covered = async (isAccepted = true): Promise<Hash> => {
      const claim = await mirror.claim({ dueAt: 400n * DAY, holders: { [HOLDER]: 100n } });
      await cover(claim, isAccepted);
      return claim;
    };
    async function at(instant: bigint): Promise<string[]> {
      await mirror.mine(instant);
      await mirror.tell();
      return (await mirror.notices()).filter((kind) => kind.startsWith("guarantee."));
    }

    it("its time nears its end, then ends: told to guarantor, arranger and holders, each once", async () => {
      const claim = await covered();
      expect(await at(VALID - 30n * DAY)).to.deep.equal([]);
      expect(await at(VALID - 30n * DAY + 1n)).to.deep.equal([EXPIRING]);
      expect(await at(VALID)).to.deep.equal([EXPIRING]);
      expect(await at(VALID + 1n)).to.deep.equal([EXPIRING, EXPIRED]);
      expect(await at(VALID + DAY)).to.deep.equal([EXPIRING, EXPIRED]);
      const told = (await mirror.told()).filter(({ kind }) => kind === EXPIRED);
      expect(told).to.have.length(1);
      expect(told[0]).to.deep.include({ subject: `guarantees/${claim}`, at: VALID });
      expect([...(told[0]?.parties ?? [])].sort()).to.deep.equal([SELLER, HOLDER, FUND].sort());
      expect(told[0]?.data).to.deep.include({ layer: 0, cap: { currency: "EUR", amount: "7" } });
    });

    it("nothing is told of what nobody accepted, what was demanded before, and a claim that had ended", async () => {
      await covered(false);
      const demanded = await covered();
      const settled = await covered();
      await db.query("update mirror.guarantees set demanded_at = $2 where subject = $1", [demanded, VALID - 40n * DAY]);
      await mirror.change(settled, `status = 'settled', settled_at = ${String(VALID - 40n * DAY)}`);
      expect(await at(VALID + 1n)).to.deep.equal([]);
    });

    it("a demand after the notice takes nothing back, a layer that was short to begin with is not told to near its end", async () => {
      const late = await covered();
      await db.query("update mirror.guarantees set demanded_at = $2 where subject = $1", [late, VALID - DAY]);
      const short = await covered();
      await db.query("update mirror.guarantees set offered_at = $2 where subject = $1", [short, VALID - 29n * DAY]);
      expect(await at(VALID + 1n)).to.deep.equal([EXPIRING, EXPIRED]);
      const subjects = (await mirror.told()).filter(({ kind }) => kind === EXPIRED || kind === EXPIRING);
      expect(subjects.map(({ kind, subject }) => [kind, subject])).to.deep.equal([
        [EXPIRING, `guarantees/${late}`],
        [EXPIRED, `guarantees/${short}`],
      ]);
    });
  });
});
