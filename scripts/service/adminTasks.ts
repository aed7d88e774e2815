import type { Manifest } from "../../services/chain/manifest.ts";
import type { Rpc } from "../../services/chain/rpc.ts";
import { rebuild } from "../../services/indexer/rebuild.ts";
import { verify } from "../../services/indexer/verify.ts";
import type { Database } from "../../services/store/database.ts";

export interface AdminContext {
  readonly db: Database;
  readonly rpc: Rpc;
  readonly manifest: Manifest;
}

/** Amounts and block numbers are decimal strings in a report. */
const toJson = (report: unknown): string =>
  JSON.stringify(report, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));

/** What can be asked of a service, running or not; each answers its report as JSON. */
export const adminTasks = {
  verify: async (context: AdminContext) => toJson(await verify(context)),
  rebuild: async (context: AdminContext) => toJson(await rebuild(context)),
} as const;

export type AdminTask = keyof typeof adminTasks;
