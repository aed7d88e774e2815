import type { Address, Hex } from "../../domain/brand.ts";
import { interfaceOf } from "../artifacts.ts";
import { addressesOf } from "../manifest.ts";
import type { Contracts } from "../manifest.ts";
import { NETWORK_ACCOUNTS, PERMISSIONS, ROLE_NAMES, ROLES } from "../roles.ts";
import type { Delays, NetworkAccountName, RoleName } from "../roles.ts";

/** Roles that the deployer gives itself to wire the contracts and to admit the network's accounts. */
const TEMPORARY: readonly RoleName[] = ["GOVERNOR", "REGISTRAR"];

/** Calls to the AccessManager that put the role table into force and prepare the wiring. */
export function policyCalls(contracts: Contracts, fingerprinter: Address, deployer: Address): Hex[] {
  return [
    ...permissionCalls(contracts),
    ...ROLE_NAMES.flatMap(describeRole),
    grant("LEDGER", contracts.receivables),
    grant("SERVICING", contracts.servicing),
    grant("LENDING", contracts.loans),
    grant("LENDING", contracts.syndication),
    grant("LENDING", contracts.covenants),
    grant("LENDING", contracts.votes),
    grant("LENDING", contracts.collateral),
    grant("LENDING", contracts.income),
    grant("LENDING", contracts.facilityGuarantees),
    grant("COLLATERAL", contracts.sales),
    grant("SALES", contracts.sales),
    grant("SERVICING", contracts.guarantees),
    grant("FINGERPRINTER", fingerprinter),
    ...TEMPORARY.map((role) => grant(role, deployer)),
  ];
}

/** Calls to the AccessManager, in one transaction, after which the network's accounts hold everything and the deployer nothing. */
export function handoverCalls(
  accounts: Readonly<Record<NetworkAccountName, Address>>,
  delays: Delays,
  deployer: Address,
): Hex[] {
  const grants = Object.entries(NETWORK_ACCOUNTS).flatMap(([name, { roles, delayed }]) =>
    roles.map((role) => grant(role, accounts[name as NetworkAccountName], delayed ? delays.governor : 0)),
  );
  const grantDelays = ROLE_NAMES.filter((role) => delays.grant[role] !== 0).map((role) =>
    manage("setGrantDelay", [ROLES[role].id, delays.grant[role]]),
  );
  const renounce = [...TEMPORARY, "ADMIN" as const].map((role) => manage("renounceRole", [ROLES[role].id, deployer]));
  return [...grants, ...grantDelays, ...renounce];
}

function permissionCalls(contracts: Contracts): Hex[] {
  return PERMISSIONS.flatMap(({ contract, role, functions }) => {
    const selectors = functions.map((name) => interfaceOf(contract).getFunction(name)?.selector);
    return addressesOf(contracts, contract).map((address) =>
      manage("setTargetFunctionRole", [address, selectors, ROLES[role].id]),
    );
  });
}

/** The AccessManager has these fixed for ADMIN. */
function describeRole(role: RoleName): Hex[] {
  const { id, guardian } = ROLES[role];
  if (!guardian) return [];
  return [manage("labelRole", [id, role]), manage("setRoleGuardian", [id, ROLES[guardian].id])];
}

const grant = (role: RoleName, account: Address, executionDelay = 0): Hex =>
  manage("grantRole", [ROLES[role].id, account, executionDelay]);

const manage = (name: string, args: readonly unknown[]): Hex =>
  interfaceOf("AccessManager").encodeFunctionData(name, args) as Hex;
