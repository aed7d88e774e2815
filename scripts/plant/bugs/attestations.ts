import type { Bug } from "../bug.ts";

export const ATTESTATIONS_BUGS: readonly Bug[] = [
  {
    invariant: "15",
    file: "Policies.sol",
    find: "require(longest == 0 || dueAt <= latest, DueTooLate(id, dueAt, latest));",
    replace: "require(longest == 0 || dueAt <= latest + 30 days, DueTooLate(id, dueAt, latest));",
    why: "a claim may be due a month later than a country allows",
  },
  {
    invariant: "16",
    inSample: true,
    file: "Attestations.sol",
    find: "asOf < a.expiresAt && !revoked;",
    replace: "asOf < a.expiresAt;",
    why: "a revoked statement goes on holding",
  },
  {
    invariant: "16",
    file: "Attestations.sol",
    find: "a.date <= asOf && asOf < a.expiresAt",
    replace: "a.date <= asOf && asOf <= a.expiresAt",
    why: "a statement holds in the second in which it ends",
  },
  {
    invariant: "16",
    file: "Attestations.sol",
    find: "        require(msg.sender == issuer, NotIssuer(id, msg.sender, issuer));\n",
    replace: "",
    why: "anybody revokes a statement",
  },
  {
    invariant: "16",
    file: "Attestations.sol",
    find: "bool newer = a.date > date ||",
    replace: "bool newer = a.date != date ||",
    why: "an older valuation counts as the newest",
  },
];
