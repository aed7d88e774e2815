/** Why something cannot be exported: it is not there, or what is stored of it does not suffice for a proof. */
export class ExportRefused extends Error {
  override readonly name = "ExportRefused";
  readonly reason: "unknown" | "incomplete" | "behind";

  constructor(reason: ExportRefused["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}
