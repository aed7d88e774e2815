import type { Manifest } from "../chain/manifest.ts";
import type { Rpc } from "../chain/rpc.ts";
import type { Database } from "../store/database.ts";
import { chainSource } from "./rebuild/chainSource.ts";
import { logSource } from "./rebuild/logSource.ts";
import { rebuildFrom } from "./rebuild/rebuildFrom.ts";
import type { RebuildReport } from "./rebuild/rebuildFrom.ts";

export interface RebuildOptions {
  readonly db: Database;
  readonly rpc: Rpc;
  readonly manifest: Manifest;
  /** `logs` (default): the retained logs, whatever the node says. `chain`: every block fetched and checked again. */
  readonly source?: "chain" | "logs";
}

/**
 * Makes the mirror anew beside itself, tells every row that was not the same, and puts the new one in its place if there
 * are any. Best inside {@link Indexer.paused}; readers notice nothing.
 * @throws RebuildUnderWay; MirrorFault if the logs do not fit together; ChainFault if the chain does not; RpcNoAnswer
 */
export function rebuild({ db, rpc, manifest, source = "logs" }: RebuildOptions): Promise<RebuildReport> {
  const blocks = source === "chain" ? chainSource(db, rpc, manifest) : logSource(db);
  return rebuildFrom(db, manifest, blocks, { replace: true });
}
