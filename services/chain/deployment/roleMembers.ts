import type { Address } from "../../domain/brand.ts";
import { interfaceOf } from "../artifacts.ts";
import type { Contracts } from "../manifest.ts";
import { ROLE_NAMES, ROLES } from "../roles.ts";
import type { RoleName } from "../roles.ts";
import type { Rpc } from "../rpc.ts";
import type { RpcLog } from "../rpcTypes.ts";
import { readViews } from "../view.ts";

/** Members of every role, from the AccessManager's events since `fromBlock`, also those whose grant is not in effect yet. */
export async function roleMembers(
  rpc: Rpc,
  { accessManager }: Contracts,
  fromBlock: number,
): Promise<Record<RoleName, Set<Address>>> {
  const entries = ROLE_NAMES.map((role) => [role, new Set<Address>()] as const);
  const members = Object.fromEntries(entries) as Record<RoleName, Set<Address>>;
  const filter = { address: accessManager, fromBlock: `0x${fromBlock.toString(16)}`, toBlock: "latest" };
  for (const { topics, data } of await rpc.call<RpcLog[]>("eth_getLogs", [filter])) {
    const event = interfaceOf("AccessManager").parseLog({ topics, data });
    if (event?.name !== "RoleGranted" && event?.name !== "RoleRevoked") continue;
    const role = ROLE_NAMES.find((name) => BigInt(ROLES[name].id) === event.args["roleId"]);
    if (!role) throw new RangeError(`the role table has no role ${String(event.args["roleId"])}`);
    const account = String(event.args["account"]).toLowerCase() as Address;
    if (event.name === "RoleGranted") members[role].add(account);
    else members[role].delete(account);
  }
  return members;
}

/** The roles that the AccessManager says the account has now, asked one by one. */
export async function rolesOf(rpc: Rpc, { accessManager }: Contracts, account: Address): Promise<RoleName[]> {
  const views = ROLE_NAMES.map((role) => ({
    contract: "AccessManager" as const,
    address: accessManager,
    name: "hasRole",
    args: [ROLES[role].id, account],
  }));
  const held = await readViews(rpc, views);
  return ROLE_NAMES.filter((_, at) => held[at]?.[0] === true);
}
