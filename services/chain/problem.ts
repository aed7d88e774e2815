/** Why something on the way to the chain was refused; stable, for programs. */
export type ChainProblem =
  | "artifact-missing"
  | "bad-key"
  | "bad-manifest"
  | "bad-plan"
  | "deployment-failed"
  | "receipt-mismatch"
  | "sealed-data-altered"
  | "secret-exists"
  | "secret-missing"
  | "wrong-chain-id"
  | "wrong-code"
  | "wrong-genesis"
  | "wrong-master-key"
  | "wrong-signature";

export class ChainError extends Error {
  override readonly name = "ChainError";
  readonly code: ChainProblem;

  constructor(code: ChainProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
