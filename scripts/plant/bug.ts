/** A fault put into a contract on purpose, and the invariant that has to notice it. */
export interface Bug {
  readonly invariant: string;
  /** Whether `npm run plant -- one-each` plants it for its invariant: a fault that every run meets. */
  readonly inSample?: true;
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  readonly why: string;
}
