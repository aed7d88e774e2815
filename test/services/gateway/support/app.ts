import { Writable } from "node:stream";
import { pino } from "pino";

import { RpcNoAnswer } from "../../../../services/chain/rpcError.ts";
import { hashOf } from "../../../../services/gateway/auth/apiKeys.ts";
import type { UserRole } from "../../../../services/gateway/auth/actor.ts";
import { buildApp } from "../../../../services/gateway/build.ts";
import type { AppOptions } from "../../../../services/gateway/build.ts";
import type { Context } from "../../../../services/gateway/context.ts";
import type { App } from "../../../../services/gateway/routes/app.ts";
import type { Database } from "../../../../services/store/database.ts";

export const KEY = `tsk_01234567_${"k".repeat(32)}`;
export const bearer = (key = KEY) => ({ authorization: `Bearer ${key}` });

export interface Harness {
  readonly app: App;
  /** Every line that was logged, at trace level. */
  readonly lines: () => Record<string, unknown>[];
  readonly log: () => string;
  /** Statements that the database was asked. */
  readonly asked: string[];
  /** What it answers to all but who the key's user is; throws if it is to fail. */
  answer: (sql: string) => object[];
}

/** The server without chain or database: one user with one key, and whatever else a test lets the database say. */
export async function openHarness(
  options: Partial<AppOptions> = {},
  roles: readonly UserRole[] = ["maker"],
): Promise<Harness> {
  const written: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString());
      done();
    },
  });
  const asked: string[] = [];
  const harness: Pick<Harness, "asked" | "answer"> = { asked, answer: () => [{ block: 7n }] };
  const db = {
    query: async (sql: string, values: readonly unknown[] = []) => {
      asked.push(sql);
      if (!sql.includes("core.api_keys")) return Promise.resolve(harness.answer(sql));
      return Promise.resolve(values[0] === hashOf(KEY) ? [userRow(roles)] : []);
    },
  } as unknown as Database;
  const rpc = {
    call: async (method: string) => Promise.reject(new RpcNoAnswer(method, "unreachable", "no chain here")),
  };
  const manifest = { network: "test", chainId: 1, networkId: `0x${"0e".repeat(32)}` };
  const version = { contracts: { market: `0x${"0f".repeat(20)}` } };
  const now = () => new Date("2026-06-01T12:00:00Z");
  const context = {
    db,
    rpc,
    manifest,
    version,
    now,
    graceDays: 30,
    webhooks: { loopback: false },
    log: pino({ level: "trace" }, sink),
  };
  const app = await buildApp(context as unknown as Context, {
    version: "0.0.0",
    rateLimit: 1000,
    consensus: "",
    custody: "",
    // Compiling the schemas holds the process up for about as long as it may be before it turns requests away.
    mostDelay: 0,
    ...options,
  });
  return Object.assign(harness, {
    app,
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    log: () => written.join(""),
  });
}

const userRow = (roles: readonly UserRole[]): object => ({
  user_id: "u1",
  user_name: "Ann",
  roles,
  signer: null,
  signer_kind: null,
  party_id: `0x${"ab".repeat(32)}`,
  party_name: "Acme",
  party_roles: ["enterprise"],
  account: `0x${"cd".repeat(20)}`,
});
