/** Why a node does not start or stops; each code is stable, the message is for people. */
export type RefusalCode =
  | "configuration"
  | "home-locked"
  | "journal-corrupt"
  | "journal-mismatch"
  | "head-mismatch"
  | "journal-unwritable"
  | "engine-failed"
  | "port-unavailable"
  | "exited";

export class NodeRefusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "NodeRefusal";
    this.code = code;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
