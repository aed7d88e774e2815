import { expect } from "chai";
import { ChainError } from "../../../services/chain/problem.ts";
import { PROJECTED_TABLES, RAW_TABLES } from "../../../services/indexer/rebuild/copies.ts";
import { verify } from "../../../services/indexer/verify.ts";
import type { Verification } from "../../../services/indexer/verify.ts";
import type { Database } from "../../../services/store/database.ts";
import { migrate } from "../../../services/store/migrate.ts";
import { eachDatabase, oneDatabase } from "../store/databases.ts";
import type { Open } from "../store/databases.ts";
import { index, indexAll } from "./indexed.ts";
import { playStory } from "./story.ts";
import type { Story } from "./story.ts";

interface Plant {
  readonly table: string;
  readonly sql: string;
  /** What must be reported of the table. */
  readonly found: readonly string[];
}

const HASH = `0x${"ab".repeat(32)}`;
const ADDRESS = `0x${"cd".repeat(20)}`;
/** The claim of the story that is frozen in part: no other one has its face. */
const OPEN = "status = 'acknowledged' and face = 9000";
const THE_OPEN = `claim_id = (select id from mirror.claims where ${OPEN})`;

/** The first log of the first block that has several. */
const A_FIRST_LOG = "index = 0 and block = (select min(block) from mirror.logs where index = 3)";

/** Columns in camel case are found by asking the contracts, those in snake case by projecting the raw logs again. */
const PLANTS: readonly Plant[] = [
  { table: "claims", sql: `set debtor_paid = 1 where ${OPEN}`, found: ["debtorPaid", "debtor_paid"] },
  { table: "claims", sql: `set head = '${HASH}' where ${OPEN}`, found: ["head"] },
  { table: "claims", sql: `set face = face + 1 where ${OPEN}`, found: ["face"] },
  { table: "claims", sql: `set status = 'written-off' where ${OPEN}`, found: ["status"] },
  { table: "claims", sql: "set redeemed = 0 where status = 'settled'", found: ["redeemed"] },
  { table: "claims", sql: `set due_at = due_at - 1 where ${OPEN}`, found: ["dueAt", "due_at"] },
  { table: "claims", sql: "set covered = covered - 1 where covered > 0", found: ["covered"] },
  { table: "guarantees", sql: "set grace = 7 where paid > 0", found: ["grace"] },
  { table: "guarantees", sql: "set demand_loss = 1 where demand_loss > 0", found: ["demandLoss", "demand_loss"] },
  { table: "guarantee_layers", sql: "set cap = cap + 1 where layer = 1", found: ["cap"] },
  { table: "guarantee_shares", sql: "set recovered = 0 where recovered > 0", found: ["recovered"] },
  { table: "drawdowns", sql: "set covered = covered - 1 where covered > 0", found: ["covered"] },
  {
    table: "facilities",
    sql: "set cover_returned = 1 where cover_returned > 0",
    found: ["coverReturned", "cover_returned"],
  },
  { table: "holdings", sql: `set units = units + 1 where ${THE_OPEN} and frozen = 0`, found: ["units"] },
  { table: "holdings", sql: `set correction = 9000 where ${THE_OPEN}`, found: ["withdrawable", "correction"] },
  { table: "holdings", sql: `set frozen = 1 where ${THE_OPEN}`, found: ["frozen"] },
  { table: "claim_events", sql: `set args = '{}' where ${THE_OPEN}`, found: ["args"] },
  { table: "claim_events", sql: `set actor = '${ADDRESS}' where ${THE_OPEN}`, found: ["actor"] },
  { table: "claim_events", sql: `set head = '${HASH}' where ${THE_OPEN}`, found: ["head"] },
  { table: "claim_events", sql: `delete where ${THE_OPEN} and seq = 2`, found: ["seq", "the row"] },
  { table: "account_events", sql: `set head = '${HASH}' where seq = 2`, found: ["head"] },
  { table: "account_events", sql: `set intent = '${HASH}' where seq = 2`, found: ["intent"] },
  { table: "intents", sql: "set outcome = 'done' where outcome = 'failed'", found: ["outcome"] },
  { table: "intents", sql: `set hash = '${HASH}' where outcome = 'failed'`, found: ["hash"] },
  { table: "intents", sql: "set signatures = null where outcome = 'failed'", found: ["signatures"] },
  { table: "asks", sql: "set price = price + 1 where id = 1", found: ["price"] },
  { table: "asks", sql: "set status = 'open' where id = 2", found: ["status"] },
  { table: "asks", sql: `set buyers = '["${ADDRESS}"]' where id = 1`, found: ["buyers/0", "buyers"] },
  { table: "trades", sql: `set buyer = '${ADDRESS}'`, found: ["buyer"] },
  { table: "asks", sql: "set floor = floor + 1 where id = 3", found: ["floor"] },
  { table: "asks", sql: "set deadline = deadline + 1 where id = 4", found: ["deadline"] },
  { table: "bids", sql: "set price = price + 1 where status = 'withdrawn'", found: ["price"] },
  { table: "bids", sql: "set counter = null where id = 1", found: ["counter"] },
  { table: "bids", sql: "set status = 'open' where status = 'passed'", found: ["status"] },
  { table: "bids", sql: "set hindrance = 'above-limit' where status = 'passed'", found: ["hindrance"] },
  { table: "limits", sql: "set cap = cap + 1", found: ["cap"] },
  { table: "exposures", sql: "set amount = amount + 1", found: ["amount"] },
  { table: "entrustments", sql: "set entrusted = false", found: ["entrusted"] },
  { table: "standing_offers", sql: "set rate = rate + 1", found: ["rate"] },
  { table: "standing_offers", sql: "set seller = debtor", found: ["seller"] },
  { table: "cash_balances", sql: "set balance = balance + 1 where balance > 0", found: ["balance"] },
  { table: "cash_entries", sql: `set payee = '${ADDRESS}' where kind = 'mint'`, found: ["payee"] },
  { table: "payouts", sql: "set status = 'paid' where status = 'rejected'", found: ["status"] },
  { table: "parties", sql: "set frozen = true", found: ["frozen"] },
  { table: "parties", sql: "set country = 'FR' where seq = 2", found: ["country"] },
  { table: "signers", sql: "set custody = 'hsm' where epoch = 2", found: ["custody"] },
  {
    table: "systems",
    sql: `set address = '${ADDRESS}' where address = (select max(address) from mirror.systems)`,
    found: ["sealed", "the row"],
  },
  { table: "contracts", sql: "set paused = true where name = 'Receivables'", found: ["paused"] },
  { table: "blocks", sql: `set hash = '${HASH}' where number = 9`, found: ["hash"] },
  { table: "blocks", sql: "set timestamp = timestamp + 1 where number = 9", found: ["timestamp"] },
  { table: "logs", sql: `set data = '0x' where ${A_FIRST_LOG}`, found: ["data", "projecting them again"] },
  { table: "logs", sql: `delete where ${A_FIRST_LOG}`, found: ["address", "topics", "data"] },
  { table: "transactions", sql: "set recipient = hash", found: ["recipient"] },
  { table: "cursor", sql: `set hash = '${HASH}'`, found: ["hash"] },
];

/** What logs are projected to is compared too, so those that alter raw tables stand alone. */
const RAW = new Set<string>(RAW_TABLES.map(({ name }) => name));
/** A verification takes long: the n-th difference of every table in one. Others are picked by their claims: these last. */
const ROUNDS: readonly (readonly Plant[])[] = [
  ...PLANTS.filter(({ table }) => RAW.has(table)).map((plant) => [plant]),
  ...roundsOf(PLANTS.filter(({ table }) => !RAW.has(table))),
];

function roundsOf(plants: readonly Plant[]): Plant[][] {
  const byTable = Object.values(Object.groupBy(plants, ({ table }) => table)).map((of = []) => of);
  const most = Math.max(...byTable.map(({ length }) => length));
  const rounds = Array.from({ length: most }, (_, n) => byTable.flatMap((of) => of.slice(n, n + 1)));
  return rounds.map((round) => round.toSorted((a, b) => Number(a.table === "claims") - Number(b.table === "claims")));
}

/** Differences in one table that show in what others add up to. */
const SUMS: readonly (Plant & { readonly in: string })[] = [
  {
    table: "holdings",
    sql: `set units = units + 1 where ${THE_OPEN}`,
    in: "claims",
    found: ["the sum of its holdings' units"],
  },
  { table: "claim_events", sql: `delete where ${THE_OPEN}`, in: "claims", found: ["the number of its events"] },
  { table: "account_events", sql: "delete where seq = 2", in: "parties", found: ["the number of its events"] },
  {
    table: "trades",
    sql: "delete",
    in: "asks",
    found: ["the sum of its trades' units", "the sum of its trades' prices"],
  },
  { table: "cash_balances", sql: "delete where balance > 0", in: "contracts", found: ["the sum of its balances"] },
  {
    table: "cash_entries",
    sql: "set amount = 1 where kind = 'mint'",
    in: "contracts",
    found: ["what was minted less what was burnt"],
  },
  { table: "cursor", sql: `set hash = '${HASH}'`, in: "blocks", found: ["the cursor's hash"] },
];

describe("verifying the mirror", function () {
  this.timeout(120_000);
  let story: Story;

  before(async () => {
    story = await playStory();
  });
  after(() => story.ledger.network.stop());

  const filled = async (open: Open): Promise<Database> => {
    const db = await open();
    await migrate(db);
    await indexAll(db, story.ledger);
    return db;
  };

  const check = (db: Database): Promise<Verification> => {
    const { rpc, manifest } = story.ledger.network;
    return verify({ db, rpc, manifest });
  };

  /** Verifies with differences in place, and takes them away again. */
  async function withPlants(db: Database, plants: readonly Plant[]): Promise<Verification> {
    // Only raw tables refer to one another.
    const tables = [...RAW_TABLES.map(({ name }) => name), ...new Set(plants.map(({ table }) => table))];
    const copied = [...new Set(tables)];
    await db.query("create schema aside");
    for (const name of copied) await db.query(`create table aside.${name} as table mirror.${name}`);
    try {
      for (const { table, sql } of plants) {
        const verb = sql.startsWith("delete")
          ? `delete from mirror.${table} ${sql.slice(6)}`
          : `update mirror.${table} ${sql}`;
        expect(await db.query(`${verb} returning 1 as one`), `rows with ${sql}`).to.not.deep.equal([]);
      }
      return await check(db);
    } finally {
      await putBack(db, copied);
    }
  }

  const putBack = (db: Database, tables: readonly string[]): Promise<void> =>
    db.tx(async (q) => {
      for (const name of tables.toReversed()) await q.query(`delete from mirror.${name}`);
      for (const name of tables) await q.query(`insert into mirror.${name} select * from aside.${name}`);
      await q.query("drop schema aside cascade");
    });

  const whats = ({ differences }: Verification, table: string): string[] =>
    differences.filter((difference) => difference.table === table).map(({ what }) => what);

  eachDatabase((_, open) => {
    let db: Database;
    before(async () => {
      db = await filled(open);
    });

    it("finds no difference in what the indexer wrote, over all tables", async () => {
      const { block, lastBlock, compared, differences } = await check(db);
      expect(differences).to.deep.equal([]);
      expect([block, lastBlock]).to.deep.equal([await story.ledger.head(), await story.ledger.head()]);
      for (const { name } of RAW_TABLES) expect(compared[name], name).to.be.greaterThan(0);
      for (const { name } of PROJECTED_TABLES) expect(compared[`projected ${name}`], name).to.be.greaterThan(0);
      const views = [
        "asks",
        "bids",
        "cash_balances",
        "claims",
        "contracts",
        "exposures",
        "holdings",
        "intents",
        "limits",
        "parties",
      ];
      for (const name of [...views, "payouts", "signers", "entrustments", "standing_offers", "systems"])
        expect(compared[name], name).to.be.greaterThan(0);
      expect(compared["heads of claim_events"]).to.equal(compared["projected claim_events"]);
      expect(compared["heads of account_events"]).to.equal(compared["projected account_events"]);
    });

    it("goes on while the indexer does, each page at its own block", async () => {
      const indexer = await index(db, story.ledger);
      const work = (async () => {
        for (let i = 0; i < 5; i++) await story.ledger.register(story.supplier, story.buyer, 100n);
        await indexer.waitFor(await story.ledger.head(), 10_000);
      })();
      const { differences, block, lastBlock } = await check(db).finally(async () => {
        await work;
        await indexer.stop();
      });
      expect(differences).to.deep.equal([]);
      expect(lastBlock).to.be.at.least(block ?? 0);
    });

    it("refuses a node of another chain", async () => {
      const { rpc, manifest } = story.ledger.network;
      const other = { ...manifest, genesisHash: HASH as typeof manifest.genesisHash };
      const refused = await verify({ db, rpc, manifest: other }).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(ChainError).with.property("code", "wrong-genesis");
    });
  });

  oneDatabase((_, open) => {
    let db: Database;
    before(async () => {
      db = await filled(open);
    });

    for (const round of ROUNDS) {
      it(`finds what was altered in ${round.map(({ table }) => table).join(", ")}`, async () => {
        const verification = await withPlants(db, round);
        for (const { table, sql, found } of round) {
          expect(whats(verification, table), `${table} ${sql}`).to.include.members(found);
        }
      });
    }

    for (const plant of SUMS) {
      it(`sees in ${plant.in} what ${plant.table} does not add up to: ${plant.sql}`, async () => {
        expect(whats(await withPlants(db, [plant]), plant.in)).to.include.members(plant.found);
      });
    }

    it("names row, column and both values", async () => {
      const { differences } = await withPlants(db, [
        { table: "claims", sql: `set due_at = 5 where ${OPEN}`, found: [] },
      ]);
      // The chain may have a block more by now.
      const { block } = differences[0] ?? expect.fail("nothing was found");
      const place = { table: "claims", key: story.open, mirror: "5", chain: "4000000000", block };
      expect(differences).to.deep.equal([
        { ...place, what: "dueAt" },
        { ...place, what: "due_at" },
      ]);
    });

    it("sees by the node's logs a claim that the mirror has lost without a trace", async () => {
      const lost = `0x${story.cancelled.slice(2)}`;
      const { differences } = await withPlants(db, [
        { table: "claims", sql: `delete where id = '${lost}'`, found: [] },
      ]);
      expect(differences.map(({ table, what }) => `${table} ${what}`)).to.include("claims the row");
      const traceless = await withPlants(db, [
        { table: "logs", sql: `delete where '${lost}' = any (topics)`, found: [] },
      ]);
      const missing = traceless.differences.filter(({ table, mirror }) => table === "logs" && mirror === null);
      expect(missing.length).to.be.greaterThan(0);
    });
  });
});
