import { PROBLEMS } from "./codes.ts";
import type { ProblemCode } from "./codes.ts";

export interface ProblemDetail {
  readonly detail: string;
  /** JSON pointer into the body, or the path of a document's element. */
  readonly field?: string | undefined;
  /** Further members of the answer, e.g. the refusing contract error and its arguments. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Seconds after which it may be tried again. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** A refusal as the API answers it (RFC 9457). */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly status: number;
  readonly field: string | undefined;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly retryAfter: number | undefined;

  constructor(code: ProblemCode, { detail, field, extra = {}, retryAfter, cause }: ProblemDetail) {
    super(detail, { cause });
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.field = field;
    this.extra = extra;
    this.retryAfter = retryAfter;
  }

  /** The members of the application/problem+json answer. */
  body(requestId: string): Record<string, unknown> {
    return {
      ...this.extra,
      type: `/problems/${this.code}`,
      title: PROBLEMS[this.code].title,
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(this.field === undefined ? {} : { field: this.field }),
      requestId,
    };
  }
}
