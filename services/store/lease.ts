import type { Queries } from "./database.ts";
import { oneOrNone } from "./rows.ts";

/**
 * The right to be the only one that does `name` until it expires. Time is the database's, so clocks need not agree;
 * what counts is `epoch`, which rises with every acquisition: see {@link assertEpoch}.
 */
export interface Lease {
  readonly name: string;
  /** Unique to one run of one process: two runs with the same holder would share the lease. */
  readonly holder: string;
  readonly epoch: bigint;
}

/** Another holder has taken the lease: stop, and write nothing more in its name. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
  readonly lease: Lease;

  constructor(lease: Lease) {
    super(`lease ${lease.name}: epoch ${lease.epoch} of ${lease.holder} is over`);
    this.lease = lease;
  }
}

/** Takes the lease when it is free, expired or `holder`'s own; undefined when another has it. `ttl` in milliseconds. */
export async function acquireLease(q: Queries, name: string, holder: string, ttl: number): Promise<Lease | undefined> {
  const rows = await q.query<{ epoch: bigint }>(
    `insert into core.leases as lease (name, holder, epoch, expires_at)
     values ($1, $2, 1, clock_timestamp() + $3 * interval '1 millisecond')
     on conflict (name) do update
       set holder = excluded.holder, epoch = lease.epoch + 1, expires_at = excluded.expires_at
       where lease.expires_at <= clock_timestamp() or lease.holder = excluded.holder
     returning epoch`,
    [name, holder, ttl],
  );
  const row = oneOrNone(rows);
  return row === undefined ? undefined : { name, holder, epoch: row.epoch };
}

/**
 * Lets the lease run `ttl` milliseconds from now; also when it had expired, as long as nobody took it.
 * @throws LeaseLost
 */
export async function renewLease(q: Queries, lease: Lease, ttl: number): Promise<void> {
  const rows = await q.query(
    `update core.leases set expires_at = clock_timestamp() + $4 * interval '1 millisecond'
     where name = $1 and holder = $2 and epoch = $3 returning name`,
    [lease.name, lease.holder, lease.epoch, ttl],
  );
  if (rows.length === 0) throw new LeaseLost(lease);
}

/** Lets others take the lease at once; nothing happens when they already have. The row stays: epochs never repeat. */
export async function releaseLease(q: Queries, lease: Lease): Promise<void> {
  await q.query(
    "update core.leases set expires_at = clock_timestamp() where name = $1 and holder = $2 and epoch = $3",
    [lease.name, lease.holder, lease.epoch],
  );
}

/**
 * Inside a transaction: makes sure that it commits under this lease or not at all. The row stays locked until the
 * transaction ends, so a successor's epoch begins after it; a holder that slept through its expiry is refused here.
 * @throws LeaseLost
 */
export async function assertEpoch(q: Queries, lease: Lease): Promise<void> {
  const rows = await q.query(
    "select 1 as held from core.leases where name = $1 and holder = $2 and epoch = $3 for share",
    [lease.name, lease.holder, lease.epoch],
  );
  if (rows.length === 0) throw new LeaseLost(lease);
}
