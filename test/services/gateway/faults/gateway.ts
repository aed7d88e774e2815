import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { pino } from "pino";

import type { Call } from "../../../../services/chain/intents.ts";
import type { Keystore } from "../../../../services/chain/keystore.ts";
import { Rpc } from "../../../../services/chain/rpc.ts";
import type { RelayItem } from "../../../../services/chain/relayTransaction.ts";
import type { Address, Hash } from "../../../../services/domain/brand.ts";
import type { Actor } from "../../../../services/gateway/auth/actor.ts";
import type { Context } from "../../../../services/gateway/context.ts";
import { submit } from "../../../../services/gateway/operations/submit.ts";
import type { OperationRow } from "../../../../services/gateway/operations/row.ts";
import { dispatch } from "../../../../services/gateway/relay/dispatch.ts";
import { expireUnsigned } from "../../../../services/gateway/relay/expire.ts";
import { lockQueued } from "../../../../services/gateway/relay/outbox.ts";
import { recall } from "../../../../services/gateway/relay/recall.ts";
import { reconcile } from "../../../../services/gateway/relay/reconcile.ts";
import { startRelay } from "../../../../services/gateway/relay/relay.ts";
import type { Relay } from "../../../../services/gateway/relay/relay.ts";
import { Bell } from "../../../../services/domain/bell.ts";
import { startIndexer } from "../../../../services/indexer/startIndexer.ts";
import type { Indexer } from "../../../../services/indexer/startIndexer.ts";
import type { Database } from "../../../../services/store/database.ts";
import { acquireLease } from "../../../../services/store/lease.ts";
import type { Lease } from "../../../../services/store/lease.ts";
import { migrate } from "../../../../services/store/migrate.ts";
import { quietLog } from "../../indexer/indexed.ts";
import type { Actor as LedgerActor } from "../../indexer/ledger.ts";
import type { Stage } from "./stage.ts";

export interface Options {
  /** Way to the node; default straight. */
  readonly url?: string;
  readonly timeoutMs?: number;
  readonly now?: () => Date;
}

/** The write path of one gateway without its HTTP: accepts requests, and has the relay's steps one by one. */
export class Gateway {
  readonly stage: Stage;
  readonly context: Context;
  readonly #indexer: Indexer;

  private constructor(stage: Stage, context: Context, indexer: Indexer) {
    this.stage = stage;
    this.context = context;
    this.#indexer = indexer;
  }

  /** On a database that may hold an earlier gateway's rows. The indexer always has an undisturbed way to the node. */
  static async open(stage: Stage, db: Database, { url, timeoutMs, now }: Options = {}): Promise<Gateway> {
    const { network } = stage.ledger;
    await migrate(db);
    await admitted(db, stage);
    const signers = [...stage.payer.signers, ...stage.pair.signers];
    const context: Context = {
      db,
      rpc: new Rpc(url ?? network.url, timeoutMs === undefined ? {} : { timeoutMs }),
      manifest: network.manifest,
      version: network.version,
      keystore: {
        signerOf: async (address: Address) =>
          Promise.resolve(signers.find((signer) => signer.address === address) ?? expect.fail(`no key of ${address}`)),
      } as unknown as Keystore,
      fingerprinter: network.fingerprinter.address,
      relay: stage.relayer.address,
      graceDays: 30,
      webhooks: { loopback: false },
      now: now ?? (() => new Date()),
      bell: new Bell(),
      log: pino({ level: "silent" }),
    };
    const { rpc, manifest } = network;
    const indexer = await startIndexer({ db, rpc, manifest, log: quietLog(), pollMs: 10 });
    return new Gateway(stage, context, indexer);
  }

  /** The same gateway, of which some part is not what it was. */
  with(changes: Partial<Context>): Gateway {
    return new Gateway(this.stage, { ...this.context, ...changes }, this.#indexer);
  }

  startRelay(): Relay {
    return startRelay(this.context, this.stage.relayer);
  }

  /** A cent from payer to payee, the same request for the same key. */
  pay(key: string, changes: Partial<Request> = {}): Promise<OperationRow> {
    return this.request({ key, by: this.stage.payer, calls: [this.payment()], ...changes });
  }

  payment(amount = 1n): Call {
    return this.stage.ledger.cash("transfer", this.stage.payee.account, amount);
  }

  request({ key, by, calls, body = key, custody = "custodial" }: Request): Promise<OperationRow> {
    const [signer] = by.signers;
    const actor: Actor = {
      userId: userOf(by),
      userName: "Ann",
      roles: ["maker", "checker"],
      signer: signer?.address,
      custody,
      partyId: by.entity,
      partyName: "Party",
      partyRoles: ["enterprise"],
      account: by.account,
    };
    const hash = createHash("sha256").update(body).digest("hex");
    const request = { actor, key, method: "POST", path: "/v1/test", hash: `0x${hash}` };
    return submit(this.context, request, async () => Promise.resolve({ command: "test.pay", calls }));
  }

  async lease(holder = "test"): Promise<Lease> {
    return (await acquireLease(this.context.db, "relay", holder, 600_000)) ?? expect.fail("another has the lease");
  }

  dispatch(lease: Lease): Promise<boolean> {
    return dispatch(this.context, this.stage.relayer, lease);
  }

  reconcile(lease: Lease): Promise<boolean> {
    return reconcile(this.context, lease);
  }

  /** One turn of the relay. */
  async turn(lease: Lease): Promise<void> {
    await recall(this.context, lease);
    await expireUnsigned(this.context, lease);
    await this.dispatch(lease);
    await this.reconcile(lease);
  }

  /** Turns, starting anew after an error as the relay does, until all of the operations have ended. */
  async settle(lease: Lease, operations: readonly Pick<OperationRow, "id">[]): Promise<OperationRow[]> {
    for (let turn = 0; turn < 500; turn++) {
      await this.turn(lease).catch(() => undefined);
      const rows = await this.rows(operations);
      if (rows.every(({ status }) => ENDED.has(status))) return rows;
      await sleep(10);
    }
    const rows = await this.rows(operations);
    return expect.fail(`operations that did not end: ${JSON.stringify(rows.map(({ status }) => status))}`);
  }

  /** The signed intent of a queued operation, as anybody may submit it who has got hold of it. */
  async item({ id }: Pick<OperationRow, "id">): Promise<RelayItem> {
    const { items } = await this.context.db.tx((q) => lockQueued(this.context, q, 100));
    return items.find(({ operation }) => operation === id)?.item ?? expect.fail(`${id} is not queued`);
  }

  /** Waits until every committed relay transaction that was sent is in a block. */
  async mined(): Promise<void> {
    const sent = await this.context.db.query<{ hash: Hash }>(
      "SELECT hash FROM core.relay_transactions WHERE status = 'sent'",
    );
    for (const { hash } of sent) {
      await until("a transaction is in a block", async () => {
        return (await this.stage.ledger.network.rpc.call("eth_getTransactionReceipt", [hash])) !== null;
      });
    }
  }

  rows(operations: readonly Pick<OperationRow, "id">[]): Promise<OperationRow[]> {
    const ids = operations.map(({ id }) => id);
    return this.context.db.query("SELECT * FROM core.operations WHERE id = ANY($1) ORDER BY sequence", [ids]);
  }

  /** Waits until the mirror has all that is on the chain now. */
  async mirrored(): Promise<void> {
    const head = await this.stage.ledger.head();
    expect(await this.#indexer.waitFor(head, 30_000), this.#indexer.status().problem).to.equal(true);
  }

  /** Ends as a crash does, for the database: nothing is finished or released. */
  async stop(): Promise<void> {
    await this.#indexer.stop();
  }
}

interface Request {
  readonly key: string;
  readonly by: LedgerActor;
  readonly calls: readonly Call[];
  readonly body?: string;
  readonly custody?: "custodial" | "external";
}

const ENDED: ReadonlySet<string> = new Set(["done", "failed", "expired", "cancelled"]);

const userOf = ({ account }: LedgerActor): string => `user-${account}`;

async function admitted(db: Database, { payer, pair }: Stage): Promise<void> {
  for (const { entity, account, signers } of [payer, pair]) {
    await db.query(
      "INSERT INTO core.parties (id, account, name, country, custody) VALUES ($1, $2, 'Party', 'DE', 'custodial') ON CONFLICT DO NOTHING",
      [entity, account],
    );
    await db.query(
      "INSERT INTO core.users (id, party_id, name, roles, signer, signer_kind) VALUES ($1, $2, 'Ann', ARRAY['maker'], $3, 'custodial') ON CONFLICT DO NOTHING",
      [`user-${account}`, entity, signers[0]?.address ?? null],
    );
  }
}

/** How often each status occurs. */
export function tally(rows: readonly OperationRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Waits for a condition, bounded. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let step = 0; step < 3_000; step++) {
    if (await condition()) return;
    await sleep(10);
  }
  expect.fail(`in half a minute it did not happen: ${what}`);
}

/** Lets the lease end as time would. */
export async function outliveLease(db: Database): Promise<void> {
  await db.query("UPDATE core.leases SET expires_at = clock_timestamp() WHERE name = 'relay'");
}
