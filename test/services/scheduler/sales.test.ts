import { expect } from "chai";

import type { Database } from "../../../services/store/database.ts";
import { json } from "../../../services/store/parameter.ts";
import { eachDatabase } from "../store/databases.ts";
import { account, hash, HOLDER, Mirror, SELLER } from "./mirror.ts";

const DAY = 86_400n;
const OPENED = 1_800_000_000n;
const COMMIT = OPENED + 20n * DAY;
const REVEAL = COMMIT + 5n * DAY;
const [LENDER, BIDDER, BEHIND] = [account(7), account(8), account(10)];
const ASSET = hash(77);

describe("what time brings to a sale under a lien", () => {
  eachDatabase((_, open) => {
    let db: Database;
    let mirror: Mirror;

    before(async () => {
      db = await open();
    });
    beforeEach(async () => {
      mirror = await Mirror.open(db);
      await db.query("truncate mirror.assets, mirror.asset_events, mirror.liens, mirror.sales, mirror.sale_bids");
      await db.query(
        `insert into mirror.assets values ($1, 'c', 'US', 'patent', '7158629', 'granted', 'verified', 'unlimited', 0, 's',
           1099511627775, false, false, false, true, 1, $2, 'r', 1, 'h', 0, $3)`,
        [ASSET, json([{ account: SELLER, parts: 1 }]), OPENED],
      );
      await db.query(
        `insert into mirror.liens values ('c', 2, $1, $2, 'security-interest', 'active', 'EUR', 5, 9, 0, 1, 'd', 'r', '[]',
           'R', '1', 1, 2, 'h', null, 0, 0, 0, null)`,
        [ASSET, BEHIND],
      );
      await db.query(
        `insert into mirror.sales (contract, id, asset_id, lien, lender, currency, reserve, commit_by, reveal_by, evidence,
           status, best, opened_block, opened_at) values ('c', 1, $1, 1, $2, 'EUR', 5, $3, $4, 'e', 'open', 0, 1, $5)`,
        [ASSET, LENDER, COMMIT, REVEAL, OPENED],
      );
      await db.query("insert into mirror.sale_bids values ('c', 1, $1, 'm', null, 1, null)", [BIDDER]);
    });

    const at = async (instant: bigint): Promise<string[]> => {
      await mirror.mine(instant);
      await mirror.tell();
      return (await mirror.told()).map(({ kind }) => kind).filter((kind) => kind.startsWith("sale."));
    };

    it("its deadlines are told as they near and come, each once, after the instant and not at it", async () => {
      await at(OPENED);
      const days = [
        ["sale.closing", COMMIT - DAY],
        ["sale.opening", COMMIT],
        ["sale.over", REVEAL],
      ] as const;
      for (const [index, [kind, instant]] of days.entries()) {
        const before = days.slice(0, index).map(([name]) => name);
        expect((await at(instant)).filter((name) => name !== "sale.opened")).to.deep.equal(before);
        expect((await at(instant + 1n)).filter((name) => name !== "sale.opened")).to.deep.equal([...before, kind]);
      }
      expect(await at(REVEAL + 100n * DAY)).to.have.length(4);
    });

    it("seller, bidders, owners and the lenders with a lien hear of them; enterprises and financiers of the sale", async () => {
      await db.query(
        `insert into mirror.parties (account, registry, entity, roles, country, valid_until, frozen, epoch, threshold,
           seq, head, admitted_block, admitted_at)
         values ($1, 'r', 'e1', 1, 'DE', 9, false, 1, 1, 0, 'h', 0, 0), ($2, 'r', 'e2', 16, 'DE', 9, false, 1, 1, 0, 'h', 0, 0)`,
        [HOLDER, account(11)],
      );
      await at(OPENED);
      await at(COMMIT + 1n);
      const told = await mirror.told();
      const [opened, opening] = ["sale.opened", "sale.opening"].map((kind) =>
        told.find((event) => event.kind === kind),
      );
      expect(opened).to.deep.include({ subject: "sales/1", parties: [HOLDER] });
      expect([...(opening?.parties ?? [])].toSorted()).to.deep.equal([SELLER, LENDER, BIDDER, BEHIND].toSorted());
    });

    it("nothing is told of a sale that ended before", async () => {
      await at(OPENED);
      await db.query("update mirror.sales set status = 'failed', closed_at = $1", [OPENED + DAY]);
      expect(await at(REVEAL + DAY)).to.deep.equal(["sale.opened"]);
    });
  });
});
