import type { Address, Hash } from "../../domain/brand.ts";
import { amount, nullable, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

export type AttestationKind = "valuation" | "registration" | "green-label" | "report" | "verification";

export const attestations = stateTable("attestations", ["id"], {
  id: text<Hash>(),
  contract: text<Address>(),
  /** A claim's id, or an account as 32 bytes. */
  subject: text<Hash>(),
  /** Of the statement in the subject's history. */
  seq: whole,
  issuer: text<Address>(),
  kind: text<AttestationKind>(),
  /** In minor units; of a valuation only, as its currency. */
  value: nullable(amount),
  currency: nullable(text()),
  date: whole,
  expiresAt: whole,
  document: text<Hash>(),
  details: text<Hash>(),
  attestedBlock: whole,
  attestedAt: whole,
  revokedBlock: nullable(whole),
  revokedAt: nullable(whole),
  revokeReason: nullable(text<Hash>()),
});
