import { toHex } from "../domain/hex.ts";
import type { Hash } from "../domain/brand.ts";
import type { ContractName } from "./artifacts.ts";
import { keccakText } from "../evm/words.ts";

/**
 * Roles of the AccessManager, as in contracts/libraries/Roles.sol. Every role is granted and revoked by ADMIN; a call
 * that was scheduled under a role can be cancelled by its guardian (for ADMIN the AccessManager allows ADMIN only).
 */
export const ROLES = {
  ADMIN: { id: 0, guardian: undefined },
  REGISTRAR: { id: 1, guardian: "GUARDIAN" },
  ENFORCER: { id: 2, guardian: "GUARDIAN" },
  SETTLEMENT: { id: 3, guardian: "GUARDIAN" },
  FINGERPRINTER: { id: 4, guardian: "GUARDIAN" },
  PAUSER: { id: 5, guardian: "GUARDIAN" },
  GOVERNOR: { id: 6, guardian: "GUARDIAN" },
  GUARDIAN: { id: 7, guardian: "GUARDIAN" },
  LEDGER: { id: 8, guardian: "GUARDIAN" },
  SERVICING: { id: 9, guardian: "GUARDIAN" },
  COLLATERAL: { id: 10, guardian: "GUARDIAN" },
  LENDING: { id: 11, guardian: "GUARDIAN" },
  SALES: { id: 12, guardian: "GUARDIAN" },
} as const;

export type RoleName = keyof typeof ROLES;

export const ROLE_NAMES = Object.keys(ROLES) as readonly RoleName[];

/** The AccessManager's number of a role, by the name that the API gives it. */
export const roleIdOf = (role: Lowercase<RoleName>): number => ROLES[role.toUpperCase() as RoleName].id;

export interface Permission {
  readonly contract: ContractName;
  readonly role: RoleName;
  readonly functions: readonly string[];
}

/** Who may call what; a restricted function that is not listed is ADMIN's. FINGERPRINTER calls nothing, it only signs. */
export const PERMISSIONS: readonly Permission[] = [
  { contract: "Parties", role: "REGISTRAR", functions: ["admit", "update", "proposeRecovery"] },
  { contract: "Parties", role: "ENFORCER", functions: ["freeze"] },
  { contract: "Parties", role: "GUARDIAN", functions: ["unfreeze", "cancelRecovery"] },
  { contract: "Parties", role: "GOVERNOR", functions: ["seal", "confirmRecovery"] },
  { contract: "Fingerprints", role: "LEDGER", functions: ["take"] },
  { contract: "Cash", role: "SETTLEMENT", functions: ["mint", "payPayout", "rejectPayout", "recall"] },
  { contract: "Cash", role: "SERVICING", functions: ["recallFor"] },
  { contract: "Cash", role: "LEDGER", functions: ["mintFor"] },
  { contract: "Cash", role: "GOVERNOR", functions: ["setDailyCap"] },
  {
    contract: "Receivables",
    role: "ENFORCER",
    functions: ["freezeUnits", "setFrozenTokens", "forceTransfer", "forcedTransfer", "forcedWithdraw"],
  },
  { contract: "Receivables", role: "SETTLEMENT", functions: ["payFromBank"] },
  { contract: "Receivables", role: "PAUSER", functions: ["pause"] },
  { contract: "Receivables", role: "GUARDIAN", functions: ["unpause"] },
  { contract: "Receivables", role: "GOVERNOR", functions: ["setCash"] },
  { contract: "Receivables", role: "SERVICING", functions: ["service", "lock", "moveLocked"] },
  { contract: "Attestations", role: "REGISTRAR", functions: ["strike"] },
  {
    contract: "Facilities",
    role: "ENFORCER",
    functions: ["freezeUnits", "setFrozenTokens", "forceTransfer", "forcedTransfer", "forcedWithdraw"],
  },
  { contract: "Facilities", role: "PAUSER", functions: ["pause"] },
  { contract: "Facilities", role: "GUARDIAN", functions: ["unpause"] },
  { contract: "Facilities", role: "GOVERNOR", functions: ["setCash"] },
  {
    contract: "Facilities",
    role: "LENDING",
    functions: ["propose", "record", "recordCover", "draw", "receivePayment", "receiveCover", "lock", "moveLocked"],
  },
  { contract: "Loans", role: "LENDING", functions: ["agree", "open", "cover", "amend", "accelerate"] },
  { contract: "Syndication", role: "LENDING", functions: ["amend", "hold"] },
  { contract: "Covenants", role: "LENDING", functions: ["agree", "amend", "waive"] },
  { contract: "Policies", role: "GOVERNOR", functions: ["setPolicy"] },
  { contract: "Servicing", role: "REGISTRAR", functions: ["writeOff"] },
  { contract: "Servicing", role: "SETTLEMENT", functions: ["recallWire"] },
  { contract: "Market", role: "GOVERNOR", functions: ["list"] },
  {
    contract: "Assets",
    role: "REGISTRAR",
    functions: [
      "verify",
      "reject",
      "recordStage",
      "recordTerm",
      "recordFees",
      "recordContest",
      "recordRestraint",
      "expire",
      "invalidate",
      "restore",
      "refuse",
      "activate",
    ],
  },
  { contract: "Assets", role: "COLLATERAL", functions: ["enforce"] },
  { contract: "Assets", role: "SALES", functions: ["note"] },
];

interface NetworkAccount {
  readonly roles: readonly RoleName[];
  /** Whether the governor's delay applies to what it does. */
  readonly delayed: boolean;
  /** Bit set of PartyRoles. */
  readonly partyRoles: number;
}

/** PartyRoles.OPERATOR in contracts/libraries/Roles.sol. */
const OPERATOR = 1 << 6;

/** The network's own accounts and what they may do. Banks get SETTLEMENT from the governor, once admitted. */
export const NETWORK_ACCOUNTS = {
  operator: { roles: ["REGISTRAR", "ENFORCER", "PAUSER", "COLLATERAL"], delayed: false, partyRoles: OPERATOR },
  governor: { roles: ["ADMIN", "GOVERNOR", "GUARDIAN"], delayed: true, partyRoles: 0 },
} as const satisfies Record<string, NetworkAccount>;

export type NetworkAccountName = keyof typeof NETWORK_ACCOUNTS;

/** In seconds. */
export interface Delays {
  /** Between the governor's schedule and its execution: time to notice and cancel. */
  readonly governor: number;
  /**
   * Between a grant of a role and its effect. The AccessManager itself raises a grant delay only five days after it was
   * told to: until then the governor's delay alone holds a grant back.
   */
  readonly grant: Readonly<Record<RoleName, number>>;
  /** Between the confirmation of a lost key's recovery and its execution: time for the signers, or the guardian, to cancel. */
  readonly recovery: number;
}

const sameForAll = (seconds: number): Delays["grant"] =>
  Object.fromEntries(ROLE_NAMES.map((role) => [role, seconds])) as Record<RoleName, number>;

const DAY = 86_400;

/** Least time that a party has to notice that somebody is about to replace its keys, on every network but a trial's. */
export const LEAST_RECOVERY_DELAY = 7 * DAY;

/**
 * The embedded network is one operator's: nobody else could use the governor's time. The manifest shows the zeros. Its
 * parties' keys are theirs all the same.
 */
export const EMBEDDED_DELAYS: Delays = { governor: 0, grant: sameForAll(0), recovery: LEAST_RECOVERY_DELAY };

/** A shared network: two days to notice a governor's act, one more for a role to be used, a week for a new ledger. */
export const SHARED_DELAYS: Delays = {
  governor: 2 * DAY,
  grant: {
    ...sameForAll(DAY),
    ADMIN: 7 * DAY,
    LEDGER: 7 * DAY,
    SERVICING: 7 * DAY,
    COLLATERAL: 7 * DAY,
    LENDING: 7 * DAY,
    SALES: 7 * DAY,
  },
  recovery: LEAST_RECOVERY_DELAY,
};

/** keccak256 of the whole policy as JSON: roles with guardians, permissions, the network's accounts, delays. */
export function roleDigest({ governor, grant, recovery }: Delays): Hash {
  const roles = ROLE_NAMES.map((role) => [role, ROLES[role].id, ROLES[role].guardian ?? null, grant[role]]);
  const permissions = PERMISSIONS.flatMap(({ contract, role, functions }) =>
    functions.map((name) => [`${contract}.${name}`, role]),
  );
  const accounts = Object.entries(NETWORK_ACCOUNTS).map(([name, { roles: held, delayed }]) => [
    name,
    held,
    delayed ? governor : 0,
  ]);
  return toHex(keccakText(JSON.stringify({ roles, permissions: permissions.toSorted(), accounts, recovery }))) as Hash;
}
