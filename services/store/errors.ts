/** A statement that the database, or the way to it, refused. The message may repeat data: do not show it to callers. */
export class DatabaseError extends Error {
  override readonly name: string = "DatabaseError";
  /** Five characters of the SQL standard; undefined when the server never answered. */
  readonly sqlState: string | undefined;
  readonly constraint: string | undefined;
  readonly table: string | undefined;

  constructor(message: string, report: ServerReport, options?: ErrorOptions) {
    super(message, options);
    this.sqlState = report.code;
    this.constraint = report.constraint;
    this.table = report.table;
  }
}

/** What both drivers tell about a failed statement. */
export interface ServerReport {
  readonly code?: string | undefined;
  readonly constraint?: string | undefined;
  readonly table?: string | undefined;
}

/** A row with the same key exists: `constraint` names the key. */
export class UniqueViolation extends DatabaseError {
  override readonly name = "UniqueViolation";
}

/** The transaction lost a race (serialisation failure or deadlock); nothing was written, and it may be run again. */
export class SerializationFailure extends DatabaseError {
  override readonly name = "SerializationFailure";
}

/** The database cannot be reached or does not take work now; nothing of this statement was committed. Retry later. */
export class DatabaseUnavailable extends DatabaseError {
  override readonly name: string = "DatabaseUnavailable";
}

/** The answer to a COMMIT, or to a statement outside a transaction, was lost: it may have taken effect. Look first. */
export class OutcomeUnknown extends DatabaseUnavailable {
  override readonly name = "OutcomeUnknown";
}

/** The transaction was rolled back although its function returned: a statement in it had failed (see `cause`). */
export class TransactionAborted extends DatabaseError {
  override readonly name = "TransactionAborted";
}

/** Another process, or another part of this one, has the embedded database open. */
export class DatabaseLocked extends Error {
  override readonly name = "DatabaseLocked";
  readonly directory: string;
  readonly holder: string;

  constructor(directory: string, holder: string) {
    super(`${directory} is in use by ${holder}: stop it first, or use another folder`);
    this.directory = directory;
    this.holder = holder;
  }
}

const UNIQUE_VIOLATION = "23505";
const LOST_RACES = new Set(["40001", "40P01"]);
/** Connection exceptions (not 08P01, the wrong number of parameters), insufficient resources, shutdowns. */
const UNAVAILABLE = /^(08(?!P01)|53|57P)/;
const RESOURCES = "53";
const SQL_STATE = /^[0-9A-Z]{5}$/;

/** Gives a driver's error its type; the driver's own error stays as `cause`. */
export function asDatabaseError(cause: unknown): DatabaseError {
  if (cause instanceof DatabaseError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const report = reportOf(cause);
  const { code } = report;
  if (code === undefined || UNAVAILABLE.test(code)) return new DatabaseUnavailable(message, report, { cause });
  if (code === UNIQUE_VIOLATION) return new UniqueViolation(message, report, { cause });
  if (LOST_RACES.has(code)) return new SerializationFailure(message, report, { cause });
  return new DatabaseError(message, report, { cause });
}

/** The error of a statement that commits by itself: when its answer was lost, so is the knowledge of its outcome. */
export function asCommitError(error: DatabaseError): DatabaseError {
  const answered = !(error instanceof DatabaseUnavailable) || error.sqlState?.startsWith(RESOURCES) === true;
  if (answered) return error;
  return new OutcomeUnknown(`outcome unknown: ${error.message}`, { code: error.sqlState }, { cause: error });
}

function reportOf(cause: unknown): ServerReport {
  const { code, constraint, table } = (cause ?? {}) as Record<string, unknown>;
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  const state = text(code);
  return {
    // A socket error's code (ECONNRESET) is not an SQL state.
    code: state !== undefined && SQL_STATE.test(state) ? state : undefined,
    constraint: text(constraint),
    table: text(table),
  };
}
