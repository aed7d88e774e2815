import { expect } from "chai";

import { ChainError } from "../../../services/chain/problem.ts";

/** The refusal that the work ends in; fails if it does not end in one with the code. */
export async function refused(code: string, work: () => unknown): Promise<ChainError> {
  try {
    await work();
  } catch (error) {
    expect(error).to.be.instanceOf(ChainError).with.property("code", code);
    return error as ChainError;
  }
  throw new Error(`not refused; expected ${code}`);
}
