import type { Logger } from "pino";

import { currentVersion } from "../../chain/manifest.ts";
import type { Manifest } from "../../chain/manifest.ts";
import type { Rpc } from "../../chain/rpc.ts";
import type { Signer } from "../../chain/signer.ts";
import type { Bell } from "../../domain/bell.ts";
import type { Database } from "../../store/database.ts";
import { underLease } from "../underLease.ts";
import type { Running } from "../underLease.ts";
import type { Duty } from "./duty.ts";
import { Pauses } from "./pauses.ts";
import { roundsToClose } from "./rounds.ts";
import { salesEntrusted } from "./sales.ts";
import { sendDuty } from "./send.ts";

export interface KeeperOptions {
  readonly db: Database;
  readonly rpc: Rpc;
  readonly manifest: Manifest;
  /** Sends the transactions. It has no rights: what it does anybody may do. */
  readonly signer: Signer;
  readonly log: Pick<Logger, "error" | "info">;
  readonly now?: () => number;
  /** Rung at every block that is in the mirror. */
  readonly bell?: Bell;
}

const IDLE_MS = 500;

/** Does what is due on the ledger and needs nobody's signature any more: closes rounds, sells on standing offers. */
export function startKeeper({ db, rpc, manifest, signer, log, bell, now = Date.now }: KeeperOptions): Running {
  const { market, standingOffers } = currentVersion(manifest).contracts;
  const sorts = [roundsToClose(market), salesEntrusted(standingOffers)];
  const pauses = new Pauses();
  return underLease({
    db,
    name: "keeper",
    log,
    bell,
    step: async () => {
      for (const find of sorts) {
        const due = await find(db, BigInt(Math.floor(now() / 1000)));
        const ready = due.filter(({ key, about }) => pauses.isOver(key, now()) && pauses.isOver(about, now()));
        for (const duty of firstOfEach(ready)) {
          const done = await sendDuty(rpc, signer, manifest.chainId, duty);
          // What is done the mirror shows in a moment; what was refused may be refused for long.
          pauses.pause(done ? duty.about : duty.key, now());
          log.info({ duty: duty.key, done }, done ? "keeper: done" : "keeper: the ledger refused");
        }
      }
      return IDLE_MS;
    },
  });
}

/** One at a time of what concerns the same thing. */
const firstOfEach = (duties: readonly Duty[]): Duty[] =>
  [...new Map(duties.toReversed().map((duty) => [duty.about, duty])).values()].reverse();
