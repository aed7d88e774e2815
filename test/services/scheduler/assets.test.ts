import { expect } from "chai";

import type { Database } from "../../../services/store/database.ts";
import { json } from "../../../services/store/parameter.ts";
import { eachDatabase } from "../store/databases.ts";
import { account, hash, HOLDER, Mirror, SELLER } from "./mirror.ts";

const DAY = 86_400n;
const REGISTERED = 1_800_000_000n;
const FEES = REGISTERED + 400n * DAY;
const END = REGISTERED + 1_000n * DAY;
const NO_FEES = (1n << 40n) - 1n;
const [LENDER, FORMER] = [account(7), account(8)];
const ASSET = hash(77);

describe("what time brings to an asset", () => {
  eachDatabase((_, open) => {
    let db: Database;
    let mirror: Mirror;

    before(async () => {
      db = await open();
    });
    beforeEach(async () => {
      mirror = await Mirror.open(db);
      await db.query("truncate mirror.assets, mirror.asset_events, mirror.liens");
    });

    async function enter(feesPaidUntil: bigint, expiresAt: bigint, status = "verified"): Promise<void> {
      await db.query(
        `insert into mirror.assets values ($1, 'c', 'US', 'patent', '7158629', 'granted', $2, 'grant', $3, 's', $4, false,
           false, false, true, 1, $5, 'r', 1, 'h', 0, $6)`,
        [ASSET, status, expiresAt, feesPaidUntil, json([{ account: SELLER, parts: 1 }]), REGISTERED],
      );
    }

    async function lien(id: bigint, lender: string, status: string): Promise<void> {
      await db.query(
        `insert into mirror.liens values ('c', $1, $2, $3, 'pledge', $4, 'EUR', 5, 9, 0, 1, 'd', 'r', '[]', 'R', '1', 1, $1, 'h',
           null, 0, 0, 0, null)`,
        [id, ASSET, lender, status],
      );
    }

    const at = async (instant: bigint): Promise<string[]> => {
      await mirror.mine(instant);
      await mirror.tell();
      return mirror.notices();
    };

    it("fees and the end are told ahead and when they come, each once, after its instant and not at it", async () => {
      await enter(FEES, END);
      const days: readonly (readonly [string, bigint])[] = [
        ["asset.fee-due-soon", FEES - 90n * DAY],
        ["asset.fee-unpaid", FEES],
        ["asset.expiring", END - 180n * DAY],
        ["asset.term-ended", END],
      ];
      for (const [index, [kind, instant]] of days.entries()) {
        const before = days.slice(0, index).map(([name]) => name);
        expect(await at(instant)).to.deep.equal(before);
        expect(await at(instant + 1n)).to.deep.equal([...before, kind]);
      }
      expect(await at(END + 1_000n * DAY)).to.have.length(days.length);
    });

    it("its owners and the lenders whose liens are active or agreed hear of it, no others", async () => {
      await enter(FEES, END);
      await lien(1n, LENDER, "active");
      await lien(2n, HOLDER, "consented");
      await lien(3n, FORMER, "released");
      await at(FEES + 1n);
      const told = (await mirror.told()).find(({ kind }) => kind === "asset.fee-unpaid") ?? expect.fail();
      expect(told).to.deep.include({ subject: `assets/${ASSET}`, at: FEES, parties: [SELLER, HOLDER, LENDER] });
      expect(told.data).to.deep.equal({ office: "US", number: "7158629", until: String(FEES) });
    });

    it("a payment moves the day, and the new one is told in its turn", async () => {
      await enter(FEES, END);
      await at(FEES - 80n * DAY);
      await db.query("update mirror.assets set fees_paid_until = $1", [FEES + 300n * DAY]);
      expect(await at(FEES + 1n)).to.deep.equal(["asset.fee-due-soon"]);
      expect((await at(FEES + 301n * DAY)).filter((kind) => kind.startsWith("asset.fee"))).to.deep.equal([
        "asset.fee-due-soon",
        "asset.fee-due-soon",
        "asset.fee-unpaid",
      ]);
    });

    it("nothing is told of what has no fees and no end, is unknown, or has ended", async () => {
      await enter(NO_FEES, 0n);
      expect(await at(END + DAY)).to.deep.equal([]);
      await db.query("update mirror.assets set fees_paid_until = 0");
      expect(await at(END + 2n * DAY)).to.deep.equal([]);
      await db.query("update mirror.assets set fees_paid_until = $1, expires_at = $2, status = 'invalidated'", [
        FEES,
        END,
      ]);
      expect(await at(END + 3n * DAY)).to.deep.equal([]);
    });

    it("what happens to it and to its liens is told under their own names", async () => {
      await enter(FEES, END);
      await lien(4n, LENDER, "active");
      const happened = (seq: bigint, name: string, args: object) =>
        db.query(
          "insert into mirror.asset_events values ($1, $2::bigint, 'c', $3, $4, null, null, 'h', $5, 5, 't', $2::bigint::integer)",
          [ASSET, seq, name, json(args), mirror.block + 1n],
        );
      await happened(1n, "ContestRecorded", { isContested: true });
      await happened(2n, "LienReleased", { lien: "4", by: LENDER });
      await happened(3n, "OwnershipTransferred", {});
      await mirror.mine(REGISTERED);
      await mirror.tell();
      const told = (await mirror.told()).map(({ kind, subject }) => [kind, subject]);
      expect(told).to.deep.equal([
        ["asset.contest-recorded", `assets/${ASSET}`],
        ["lien.released", "liens/4"],
        ["asset.ownership-transferred", `assets/${ASSET}`],
      ]);
    });
  });
});
