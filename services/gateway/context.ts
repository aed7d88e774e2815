import type { Logger } from "pino";

import type { Keystore } from "../chain/keystore.ts";
import type { Manifest, Version } from "../chain/manifest.ts";
import type { Rpc } from "../chain/rpc.ts";
import type { Bell } from "../domain/bell.ts";
import type { Address } from "../domain/brand.ts";
import type { Database } from "../store/database.ts";

/** What every command, query and route is given. */
export interface Context {
  readonly db: Database;
  readonly rpc: Rpc;
  readonly manifest: Manifest;
  /** The version in which new things are made. */
  readonly version: Version;
  readonly keystore: Keystore;
  readonly fingerprinter: Address;
  /** Address of the key that submits relay transactions; it is no party's. */
  readonly relay: Address;
  /** Calendar days after the due date until a claim that is not paid is in default. */
  readonly graceDays: number;
  readonly webhooks: {
    /** Whether they may be sent to this machine. */
    readonly loopback: boolean;
  };
  readonly now: () => Date;
  /** Rung when an operation is ready to be sent, and when the mirror has grown. */
  readonly bell: Bell;
  readonly log: Logger;
}
