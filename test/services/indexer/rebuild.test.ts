import { expect } from "chai";
import { rebuild } from "../../../services/indexer/rebuild.ts";
import { PROJECTED_TABLES, RAW_TABLES } from "../../../services/indexer/rebuild/copies.ts";
import { digestOf } from "../../../services/indexer/rebuild/digest.ts";
import type { TableDigest } from "../../../services/indexer/rebuild/digest.ts";
import { RebuildUnderWay } from "../../../services/indexer/rebuild/rebuildFrom.ts";
import type { RebuildReport } from "../../../services/indexer/rebuild/rebuildFrom.ts";
import { MirrorFault } from "../../../services/indexer/table/mirrorFault.ts";
import type { Database } from "../../../services/store/database.ts";
import { acquireLease, releaseLease } from "../../../services/store/lease.ts";
import { dropMirror, dropProjections, migrate } from "../../../services/store/migrate.ts";
import { eachDatabase } from "../store/databases.ts";
import type { Open } from "../store/databases.ts";
import { index, indexAll, until } from "./indexed.ts";
import { playStory } from "./story.ts";
import type { Story } from "./story.ts";

const ALL = [...RAW_TABLES, ...PROJECTED_TABLES];
const A_PAYMENT = `(block, index) = (select block, log_index from mirror.claim_events where name = 'Paid' limit 1)`;

describe("rebuilding the mirror", function () {
  this.timeout(120_000);
  let story: Story;
  /** Of the first database: what every other one must come to. */
  let reference: readonly TableDigest[] | undefined;

  before(async () => {
    story = await playStory();
  });
  after(() => story.ledger.network.stop());

  const digests = async (db: Database): Promise<TableDigest[]> => {
    const found: TableDigest[] = [];
    for (const table of ALL) found.push(await digestOf(db, "mirror", table));
    return found;
  };
  const again = (db: Database, source?: "chain" | "logs"): Promise<RebuildReport> => {
    const { rpc, manifest } = story.ledger.network;
    return rebuild({ db, rpc, manifest, ...(source && { source }) });
  };
  const indexed = async (open: Open): Promise<Database> => {
    const db = await open();
    await migrate(db);
    await indexAll(db, story.ledger);
    return db;
  };

  eachDatabase((_, open) => {
    let db: Database;
    let content: readonly TableDigest[];

    // Indexing the story takes longest: each test leaves the mirror as it found it.
    before(async () => {
      db = await indexed(open);
      content = await digests(db);
    });
    afterEach(async () => {
      expect(await digests(db)).to.deep.equal(content);
    });

    it("comes to the same content on every database", () => {
      reference ??= content;
      expect(content).to.deep.equal(reference);
      for (const { table, rows } of content) expect(rows, table).to.be.greaterThan(0);
    });

    it("from the retained logs comes to the same content, table by table", async () => {
      const report = await again(db);
      expect(report).to.include({ source: "logs", block: await story.ledger.head(), replaced: false });
      expect(report.differences).to.deep.equal([]);
      const projected = content.filter(({ table }) => PROJECTED_TABLES.some(({ name }) => name === table));
      expect(report.tables).to.deep.equal(projected);
    });

    it("from the chain comes to the same content, raw logs included", async () => {
      const report = await again(db, "chain");
      expect(report).to.deep.include({ source: "chain", differences: [], replaced: false, tables: content });
    });

    it("tells every row that was not the same and puts it right", async () => {
      const altered = await db.query("update mirror.holdings set units = units + 1 where units > 0 returning holder");
      expect(altered.length).to.be.greaterThan(1);
      await db.query("delete from mirror.trades");
      const { differences, replaced } = await again(db);
      expect(replaced).to.equal(true);
      const counts = Object.fromEntries(
        Object.entries(Object.groupBy(differences, ({ table }) => table)).map(([table, rows]) => [table, rows?.length]),
      );
      expect(counts).to.deep.equal({ holdings: altered.length, trades: 6 });
      expect(differences.every(({ table, mirror }) => (table === "trades") === (mirror === null))).to.equal(true);
    });

    it("from the chain puts right what was altered in the raw logs too", async () => {
      await db.query(`update mirror.logs set data = '0x' where ${A_PAYMENT}`);
      const { differences } = await again(db, "chain");
      expect(differences.map(({ table }) => table)).to.include("logs");
    });

    it("from altered logs is refused, and the mirror stays as it was", async () => {
      await db.query(`delete from mirror.logs where ${A_PAYMENT}`);
      const altered = await digests(db);
      expect(await again(db).catch((error: unknown) => error)).to.be.instanceOf(MirrorFault);
      expect(await digests(db)).to.deep.equal(altered);
      expect(await db.query("select from pg_namespace where nspname = 'mirror_rebuild'")).to.deep.equal([]);
      await again(db, "chain");
    });

    it("waits for nobody but one rebuild at a time", async () => {
      const lease = await acquireLease(db, "mirror-rebuild", "another", 60_000);
      if (!lease) expect.fail("somebody else rebuilds");
      expect(await again(db).catch((error: unknown) => error)).to.be.instanceOf(RebuildUnderWay);
      await releaseLease(db, lease);
    });

    it("is done by the indexer itself, from the retained logs, when the projections were dropped", async () => {
      await dropProjections(db);
      await migrate(db);
      await indexAll(db, story.ledger);
    });

    it("is done by the indexer itself, from the chain, when all was dropped", async () => {
      await dropMirror(db);
      await migrate(db);
      await indexAll(db, story.ledger);
    });

    it("of an empty mirror fills it from the chain", async () => {
      await dropMirror(db);
      await migrate(db);
      const { replaced, block } = await again(db, "chain");
      expect([replaced, block]).to.deep.equal([true, await story.ledger.head()]);
    });
  });

  describe("while the chain grows", () => {
    eachDatabase((_, open) => {
      let db: Database;

      before(async () => {
        db = await indexed(open);
      });

      it("works while the indexer does, which goes on from the rebuilt mirror", async () => {
        const indexer = await index(db, story.ledger);
        await db.query("update mirror.parties set roles = 0");
        const work = story.ledger.register(story.supplier, story.buyer, 100n);
        const { replaced } = await again(db);
        await work;
        expect(replaced).to.equal(true);
        expect(await indexer.waitFor(await story.ledger.head(), 10_000)).to.equal(true);
        await indexer.stop();
        expect((await again(db)).differences).to.deep.equal([]);
      });

      it("frees an indexer that had halted at a mirror that was tampered with", async () => {
        const id = await story.ledger.register(story.supplier, story.buyer, 50n);
        const indexer = await index(db, story.ledger);
        await indexer.waitFor(await story.ledger.head(), 10_000);
        await db.query("update mirror.claims set seq = 7 where id = $1", [id]);
        await story.ledger.acknowledge(story.buyer, id, 50n);
        await until("halted", () => indexer.status().halted !== undefined);
        expect(indexer.status().halted?.kind).to.equal("MirrorFault");
        await indexer.paused(() => again(db));
        expect(await indexer.waitFor(await story.ledger.head(), 10_000)).to.equal(true);
        await indexer.stop();
      });
    });
  });
});
