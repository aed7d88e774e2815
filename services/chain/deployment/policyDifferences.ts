import { CONTRACT_NAMES, interfaceOf } from "../artifacts.ts";
import type { ContractName } from "../artifacts.ts";
import { addressesOf } from "../manifest.ts";
import type { Contracts } from "../manifest.ts";
import { PERMISSIONS, ROLES } from "../roles.ts";
import type { RoleName } from "../roles.ts";
import type { Rpc } from "../rpc.ts";
import { readViews } from "../view.ts";

interface TableRow {
  readonly contract: ContractName;
  readonly selector: string;
  readonly signature: string;
  /** ADMIN, unless the role table names another. */
  readonly role: RoleName;
}

/** Where the chain differs from the role table, one sentence each: every function that changes state is compared. */
export async function policyDifferences(rpc: Rpc, contracts: Contracts): Promise<string[]> {
  const rows = CONTRACT_NAMES.flatMap(rowsOf).flatMap((row) =>
    addressesOf(contracts, row.contract).map((address) => ({ ...row, address })),
  );
  const views = rows.map(({ address, selector }) => ({
    contract: "AccessManager" as const,
    address: contracts.accessManager,
    name: "getTargetFunctionRole",
    args: [address, selector],
  }));
  const found = await readViews(rpc, views);
  return rows.flatMap(({ contract, signature, address, role }, at) => {
    const id = Number(found[at]?.[0]);
    return id === ROLES[role].id ? [] : [`${contract}.${signature} at ${address} is for role ${id}, not for ${role}`];
  });
}

function rowsOf(contract: ContractName): TableRow[] {
  const rows: TableRow[] = [];
  interfaceOf(contract).forEachFunction((fragment) => {
    const { constant, name, selector } = fragment;
    const permission = PERMISSIONS.find((row) => row.contract === contract && row.functions.includes(name));
    if (!constant) rows.push({ contract, selector, signature: fragment.format(), role: permission?.role ?? "ADMIN" });
  });
  return rows;
}
