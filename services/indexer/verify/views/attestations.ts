import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface AttestationRow {
  readonly id: Hash;
  readonly contract: Address;
  readonly subject: Hash;
  readonly issuer: Address;
  readonly kind: string;
  readonly value: bigint | null;
  readonly currency: string | null;
  readonly date: bigint;
  readonly expiresAt: bigint;
  readonly revokedAt: bigint | null;
}

const KINDS = ["valuation", "registration", "green-label", "report", "verification"];

const currencyBytes = (code: string): string => `0x${Buffer.from(code, "latin1").toString("hex")}`;

export const attestations = viewCheck<AttestationRow>({
  table: "attestations",
  key: ["id"],
  sql: `select id, contract, subject, issuer, kind, value, currency, date, expires_at as "expiresAt",
          revoked_at as "revokedAt" from attestations`,
  views: ({ contract: address, id }) => [{ contract: "Attestations", address, name: "attestation", args: [id] }],
  compare(row, [attestation]) {
    const found = (attestation?.[0] as { toObject(): Record<string, string | bigint> }).toObject();
    const plain = ["subject", "issuer", "date", "expiresAt"] as const;
    return [
      ...plain.map((name) => [name, row[name], found[name] ?? null] as const),
      ["kind", row.kind, KINDS[Number(found["kind"])] ?? null],
      ["value", row.value ?? 0n, found["value"] as bigint],
      ["currency", row.currency === null ? "0x000000" : currencyBytes(row.currency), found["currency"] as string],
      ["revokedAt", row.revokedAt ?? 0n, found["revokedAt"] as bigint],
    ];
  },
});
