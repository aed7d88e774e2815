import type { Address, Hash } from "../../../domain/brand.ts";
import type { AttestationKind } from "../../tables/attestations.ts";
import { projection } from "../projection.ts";
import { appendToSubject, needSubject } from "../subjectHistory.ts";

export const attested = projection<{
  subject: Hash;
  seq: bigint;
  intent: Hash;
  id: Hash;
  issuer: Address;
  kind: AttestationKind;
  value: bigint;
  currency: string;
  date: bigint;
  expiresAt: bigint;
  document: Hash;
  details: Hash;
}>("Attestations", "Attested", {
  need(event, mirror) {
    needSubject(event, mirror);
    mirror.attestations.need({ id: event.args.id });
  },
  apply(event, mirror) {
    const { args, contract, block, at } = event;
    const { id, subject, seq, issuer, kind, date, expiresAt, document, details, value, currency } = args;
    const isValued = kind === "valuation";
    appendToSubject(event, mirror);
    mirror.attestations.insert({
      id,
      contract: contract.address,
      subject,
      seq,
      issuer,
      kind,
      date,
      expiresAt,
      document,
      details,
      value: isValued ? value : null,
      currency: isValued ? currency : null,
      attestedBlock: block,
      attestedAt: at,
      revokedBlock: null,
      revokedAt: null,
      revokeReason: null,
    });
  },
});
