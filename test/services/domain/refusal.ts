import { expect } from "chai";

import { DomainError } from "../../../services/domain/problem.ts";

/** The refusal that an act ends in; fails the test when it ends otherwise. */
export function refusalOf(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  return expect.fail("nothing was refused");
}

/** "code" or "code at field". */
export function refused(act: () => unknown): string {
  const { code, field } = refusalOf(act);
  return field === undefined ? code : `${code} at ${field}`;
}
