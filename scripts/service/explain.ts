import { ChainError } from "../../services/chain/problem.ts";
import { DomainError } from "../../services/domain/problem.ts";
import { ConfigurationError } from "../../services/gateway/config.ts";
import { NodeRefusal } from "../../services/node/refusal.ts";
import { DatabaseError, DatabaseLocked } from "../../services/store/errors.ts";

/** A reason not to start that whoever starts can do something about. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}

const KNOWN = [CannotStart, ConfigurationError, NodeRefusal, DatabaseLocked, DatabaseError, ChainError, DomainError];

/** What to print of an error: a sentence where it is one of ours, the stack where it is a surprise. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return KNOWN.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}
