import type { Histories } from "../historyEvent.ts";

export const STATEMENT_KINDS = ["valuation", "registration", "green-label", "report", "verification"] as const;

/** What follows subject, sequence number and intent; see IAttestations. */
export const STATEMENT_EVENTS: Histories = {
  Attested: [
    ["attestation", "bytes32"],
    ["issuer", "address"],
    ["statementKind", "uint8", STATEMENT_KINDS],
    ["value", "uint256"],
    ["currency", "bytes3", "letters"],
    ["date", "uint40"],
    ["expiresAt", "uint40"],
    ["document", "bytes32"],
    ["details", "bytes32"],
  ],
  Revoked: [
    ["attestation", "bytes32"],
    ["by", "address"],
    ["reason", "bytes32"],
  ],
};
