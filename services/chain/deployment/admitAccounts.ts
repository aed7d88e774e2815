import type { Address, EntityId, Hash, Hex } from "../../domain/brand.ts";
import { fromHex, toHex } from "../../domain/hex.ts";
import { utf8 } from "../../domain/utf8.ts";
import { interfaceOf } from "../artifacts.ts";
import type { SigningDomain } from "../../evm/eip712.ts";
import { possessionDigest } from "../intents.ts";
import { NETWORK_ACCOUNTS } from "../roles.ts";
import type { NetworkAccountName } from "../roles.ts";
import type { Rpc } from "../rpc.ts";
import { CUSTODY_CODES } from "../signer.ts";
import { readViews } from "../view.ts";
import { keccak } from "../../evm/words.ts";
import type { DeploymentPlan, NetworkAccountPlan } from "./plan.ts";
import type { Sender, Step } from "./sender.ts";

/** The entity id of one of the network's own accounts: nobody's name is to be hidden, so it is no salted hash. */
export const networkEntity = (networkId: Hash, name: NetworkAccountName): EntityId =>
  toHex(keccak(utf8(`tallystick/account/1/${name}`), fromHex(networkId))) as EntityId;

/** Creates the network's accounts as parties like any other; the deployer must be REGISTRAR. @param domain of Parties */
export async function admitAccounts(
  rpc: Rpc,
  sender: Sender,
  domain: SigningDomain,
  accounts: DeploymentPlan["accounts"],
): Promise<Record<NetworkAccountName, Address>> {
  const names = Object.keys(NETWORK_ACCOUNTS) as NetworkAccountName[];
  await sender.send(await Promise.all(names.map((name) => admissionOf(domain, name, accounts[name]))));
  const found = await readViews(
    rpc,
    names.map((name) => {
      const args = [networkEntity(domain.networkId, name)];
      return { contract: "Parties" as const, address: domain.contract, name: "accountOf", args };
    }),
  );
  const addresses = found.map((result) => String(result[0]).toLowerCase() as Address);
  return Object.fromEntries(names.map((name, at) => [name, addresses[at]])) as Record<NetworkAccountName, Address>;
}

async function admissionOf(domain: SigningDomain, name: NetworkAccountName, plan: NetworkAccountPlan): Promise<Step> {
  const entity = networkEntity(domain.networkId, name);
  const { country, validUntil, threshold } = plan;
  const signers = plan.signers.map(({ address, custody }) => ({ key: address, custody: CUSTODY_CODES[custody] }));
  const roles = NETWORK_ACCOUNTS[name].partyRoles;
  const admission = { entity, roles, country: toHex(utf8(country)), validUntil, threshold, signers };
  const possession = await Promise.all(
    plan.signers.map((signer) => signer.sign(possessionDigest(domain, entity, signer.address))),
  );
  const data = interfaceOf("Parties").encodeFunctionData("admit", [admission, possession]) as Hex;
  return { what: `the admission of the ${name}`, to: domain.contract, data };
}
