import { expect } from "chai";

import type { Hash } from "../../../services/domain/brand.ts";
import type { ClaimStatus } from "../../../services/indexer/tables/claims.ts";
import type { Database } from "../../../services/store/database.ts";
import { acquireLease } from "../../../services/store/lease.ts";
import type { Lease } from "../../../services/store/lease.ts";
import { migrate } from "../../../services/store/migrate.ts";
import { json } from "../../../services/store/parameter.ts";
import { tell } from "../../../services/scheduler/feed/tell.ts";

export const hash = (n: number): Hash => `0x${n.toString(16).padStart(64, "0")}` as Hash;
export const account = (n: number): string => `0x${n.toString(16).padStart(40, "0")}`;

export const [SELLER, DEBTOR, HOLDER, FORMER, OPERATOR] = [1, 2, 3, 4, 9].map(account) as [
  string,
  string,
  string,
  string,
  string,
];
export const MARKET = account(0xa5c);
export const GRACE = 30;

export interface Told {
  readonly position: bigint;
  readonly kind: string;
  readonly subject: string;
  readonly sequence: number;
  readonly at: bigint;
  readonly data: Readonly<Record<string, unknown>>;
  readonly parties: readonly string[];
}

interface ClaimRow {
  readonly dueAt: bigint;
  readonly status?: ClaimStatus;
  readonly registeredAt?: bigint;
  readonly acknowledgedAt?: bigint | null;
  readonly settledAt?: bigint;
  readonly cancelledAt?: bigint;
  readonly zone?: string;
  readonly holders?: Readonly<Record<string, bigint>>;
}

/** A mirror that a test writes itself, block by block with times of its choice, and the scheduler's step on it. */
export class Mirror {
  readonly db: Database;
  #lease: Lease | undefined;
  #block = -1n;
  #claims = 0;
  #logs = 0;
  #isFirst = true;

  private constructor(db: Database) {
    this.db = db;
  }

  /** On an empty mirror with nothing told yet, whatever was there. */
  static async open(db: Database): Promise<Mirror> {
    await migrate(db);
    await db.query(
      `truncate mirror.cursor, mirror.claims, mirror.holdings, mirror.claim_events, mirror.parties, mirror.asks, mirror.bids,
         mirror.standing_offers, mirror.trades, mirror.blocks,
         core.feed, core.events, core.due_zones, core.claim_days, core.leases cascade`,
    );
    return new Mirror(db);
  }

  get block(): bigint {
    return this.#block;
  }

  /** Another block of this time. */
  async mine(timestamp: bigint): Promise<bigint> {
    this.#block += 1n;
    await this.db.query("insert into mirror.blocks (number, hash, timestamp) values ($1, $2, $3)", [
      this.#block,
      `block-${String(this.#block)}`,
      timestamp,
    ]);
    await this.db.query(
      "insert into mirror.cursor (block, hash) values ($1, 'h') on conflict (one) do update set block = excluded.block",
      [this.#block],
    );
    return this.#block;
  }

  /** A claim with its first event, in the block that is mined next; if it ends, then in the block behind that. */
  async claim(row: ClaimRow): Promise<Hash> {
    const id = hash(++this.#claims);
    const { dueAt, status = "acknowledged", zone, holders = { [SELLER]: 100n } } = row;
    const acknowledgedAt = row.acknowledgedAt === undefined ? (row.registeredAt ?? 0n) : row.acknowledgedAt;
    await this.db.query(
      `insert into mirror.claims (id, contract, seller, debtor, currency, status, face, acknowledged, units, due_at, waivers,
         same_number, document_root, debtor_paid, paid_out, suspense, redeemed, version, seq, head, registered_block,
         registered_at, acknowledged_at, settled_at, settled_block, cancelled_at, cancelled_block)
       values ($1, 'c', $2, $3, 'EUR', $4, 100, $5, 100, $6, 0, false, 'r', 40, 0, 0, 0, 1, 1, 'h', $7, $8, $9, $10, $12, $11, $13)`,
      [
        id,
        SELLER,
        DEBTOR,
        status,
        acknowledgedAt === null ? null : 100n,
        dueAt,
        this.#block + 1n,
        row.registeredAt ?? 0n,
        acknowledgedAt,
        row.settledAt ?? null,
        row.cancelledAt ?? null,
        row.settledAt === undefined ? null : this.#block + 2n,
        row.cancelledAt === undefined ? null : this.#block + 2n,
      ],
    );
    for (const [holder, units] of Object.entries(holders)) await this.hold(id, holder, units);
    if (zone !== undefined) await this.db.query("insert into core.due_zones values ($1, $2, $3)", [id, dueAt, zone]);
    await this.event(id, 1n, "Registered");
    return id;
  }

  async hold(claim: Hash, holder: string, units: bigint): Promise<void> {
    await this.db.query(
      `insert into mirror.holdings values ($1, $2, $3, 0, 0, 0)
       on conflict (claim_id, holder) do update set units = excluded.units`,
      [claim, holder, units],
    );
  }

  /** An event of a claim, in the block that is mined next. */
  async event(claim: Hash, seq: bigint, name: string, args: object = {}, actor: string | null = null): Promise<void> {
    await this.db.query(
      "insert into mirror.claim_events values ($1, $2, 'c', $3, $4, null, $5, 'h', $6, $7, 't', $8)",
      [claim, seq, name, json(args), actor, this.#block + 1n, this.#block + 1n, this.#logs++],
    );
  }

  async change(claim: Hash, set: string): Promise<void> {
    await this.db.query(`update mirror.claims set ${set} where id = $1`, [claim]);
  }

  async put(claim: Hash, holder: string, deadline: bigint): Promise<void> {
    await this.db.query(
      "update mirror.holdings set locked = 2, put_deadline = $3 where claim_id = $1 and holder = $2",
      [claim, holder, deadline],
    );
  }

  async party(n: number, validUntil: bigint, roles = 1, admittedAt = 0n): Promise<void> {
    await this.db.query(
      "insert into mirror.parties values ($1, 'p', $2, $3, 'DE', $4, false, null, 1, 1, 0, 'h', 0, $5)",
      [account(n), hash(n), roles, validUntil, admittedAt],
    );
  }

  async ask(id: bigint, expiry: bigint, buyers: readonly string[] = [], closedAt: bigint | null = null): Promise<void> {
    await this.db.query(
      `insert into mirror.asks values ($1, $2, 't', $3, $4, 'EUR', 10, 9, 4, $5, 1, $6, $7, $8, 0, 't', $9, $10)`,
      [
        MARKET,
        id,
        hash(1),
        SELLER,
        expiry,
        json(buyers),
        closedAt === null ? "open" : "cancelled",
        this.#block + 1n,
        closedAt === null ? null : this.#block + 1n,
        closedAt,
      ],
    );
  }

  /** Makes an ask a round that hears bids until then. */
  async round(id: bigint, deadline: bigint): Promise<void> {
    await this.db.query("update mirror.asks set price = 0, deadline = $2 where id = $1", [id, deadline]);
  }

  /** A bid for what an ask has left, in the block that is mined next. */
  async bid(id: bigint, ask: bigint, bidder: string, expiry: bigint): Promise<void> {
    await this.db.query(
      `insert into mirror.bids (market, id, ask, claim_id, seller, bidder, currency, units, price, expiry, status,
         placed_block, placed_at)
       values ($1, $2, $3, $4, $5, $6, 'EUR', 6, 5, $7, 'open', $8, 0)`,
      [MARKET, id, ask, hash(1), SELLER, bidder, expiry, this.#block + 1n],
    );
  }

  /** Something about a bid or an ask that changed in the block that is mined next. */
  async alter(
    table: "bids" | "asks",
    id: bigint,
    when: "closed" | "countered",
    at: bigint,
    set: string,
  ): Promise<void> {
    await this.db.query(`update mirror.${table} set ${when}_block = $2, ${when}_at = $3, ${set} where id = $1`, [
      id,
      this.#block + 1n,
      at,
    ]);
  }

  /** Tells all there is to tell. */
  async tell(): Promise<void> {
    this.#lease ??= (await acquireLease(this.db, "scheduler", "test", 3_600_000)) ?? expect.fail("no lease");
    while (await tell(this.db, this.#lease, { graceDays: GRACE, operator: OPERATOR }, this.#isFirst))
      this.#isFirst = false;
    this.#isFirst = false;
  }

  /** As a process that has just been started, whatever the last one did. */
  restart(): void {
    this.#lease = undefined;
    this.#isFirst = true;
  }

  async told(after = 0n): Promise<Told[]> {
    return this.db.query<Told>(
      `select position, kind, subject, sequence, at, data,
         array(select account::text from core.event_parties t where t.position = e.position order by account) as parties
       from core.events e where position > $1 order by position`,
      [after],
    );
  }

  /** Kinds of what was told, without what the ledger itself tells. */
  async notices(): Promise<string[]> {
    const events = await this.told();
    return events.map(({ kind }) => kind).filter((kind) => !LEDGER.has(kind));
  }
}

const LEDGER = new Set(["receivable.registered", "ask.made", "ask.cancelled"]);
