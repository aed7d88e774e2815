import type { Address } from "../../domain/brand.ts";
import type { Version } from "../manifest.ts";
import { ChainError } from "../problem.ts";
import { NETWORK_ACCOUNTS, ROLE_NAMES } from "../roles.ts";
import type { RoleName } from "../roles.ts";
import type { Rpc } from "../rpc.ts";
import { readView } from "../view.ts";
import { policyDifferences } from "./policyDifferences.ts";
import { roleMembers, rolesOf } from "./roleMembers.ts";

/**
 * Holds the chain, not the transactions sent, against the role table: every function's role, and every role's members -
 * the network's accounts, the fingerprinter, the ledger, and nobody else, least of all the deployer.
 *
 * @throws ChainError deployment-failed, listing every difference
 */
export async function checkHandover(
  rpc: Rpc,
  { contracts, accounts, deployBlock, delays }: Version,
  { deployer, fingerprinter }: { readonly deployer: Address; readonly fingerprinter: Address },
): Promise<void> {
  const members = await roleMembers(rpc, contracts, deployBlock);
  const others: Partial<Record<RoleName, readonly Address[]>> = {
    LEDGER: [contracts.receivables],
    SERVICING: [contracts.servicing, contracts.guarantees],
    LENDING: [
      contracts.loans,
      contracts.syndication,
      contracts.covenants,
      contracts.votes,
      contracts.collateral,
      contracts.income,
      contracts.facilityGuarantees,
    ],
    COLLATERAL: [contracts.sales],
    SALES: [contracts.sales],
    FINGERPRINTER: [fingerprinter],
  };
  const wrongMembers = ROLE_NAMES.flatMap((role) => {
    const expected = [...(others[role] ?? []), ...holders(role, accounts)];
    const [wanted, found] = [expected.toSorted().join(), [...members[role]].toSorted().join()];
    return wanted === found ? [] : [`${role} is held by [${found}], not by [${wanted}]`];
  });
  const kept = await rolesOf(rpc, contracts, deployer);
  const waits = await readView(rpc, { contract: "Parties", address: contracts.parties, name: "recoveryDelay" });
  const differences = [
    ...(Number(waits) === delays.recovery ? [] : [`a recovery waits for ${Number(waits)} s, not ${delays.recovery} s`]),
    ...(await policyDifferences(rpc, contracts)),
    ...wrongMembers,
    ...kept.map((role) => `the deployer ${deployer} has kept ${role}`),
  ];
  if (differences.length === 0) return;
  throw new ChainError(
    "deployment-failed",
    `the deployment is not what the role table says: ${differences.join("; ")}`,
  );
}

function holders(role: RoleName, accounts: Version["accounts"]): Address[] {
  const entries = Object.entries(NETWORK_ACCOUNTS) as [keyof typeof accounts, { roles: readonly RoleName[] }][];
  return entries.filter(([, { roles }]) => roles.includes(role)).map(([name]) => accounts[name]);
}
