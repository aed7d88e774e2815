import type { Address, Hash } from "../../../domain/brand.ts";
import { fromHex, toHex } from "../../../domain/hex.ts";
import { headerHash } from "../../../evm/header.ts";
import type { HeaderFields } from "../../../evm/header.ts";
import { keccakHash } from "../../../evm/keccak.ts";
import { qbftBlockHash } from "../../../evm/qbft.ts";
import { TrieNodes } from "../../../evm/trieNodes.ts";
import { WorldState } from "../../../evm/worldState.ts";
import type { Bundle } from "../../format/bundle.ts";
import { LAYOUT, readStanding, standingSlot } from "../../format/layout.ts";
import { provenFor } from "../../format/proven.ts";
import type { ProvenContract } from "../../format/proven.ts";
import type { Storage } from "../../format/stored.ts";
import type { Trust, TrustedVersion } from "../../format/trust.ts";
import { must } from "../problem.ts";

/** What a bundle shows of the ledger, once it is known to be the trusted one. */
export interface Ledger extends Storage {
  readonly blockHash: Hash;
  readonly version: TrustedVersion;
  readonly nodes: TrieNodes;
  /** @throws Refused unless a party's account with the trusted code stands there. @returns the party's number */
  readonly party: (account: Address) => bigint;
}

/** Code of a minimal clone (EIP-1167), which every account is. */
const cloneCode = (implementation: Address): Uint8Array =>
  fromHex(`0x363d3d373d3d3d363d73${implementation.slice(2)}5af43d82803e903d91602b57fd5bf3`);

/**
 * @param keeper the contract that keeps the subject; undefined where it is a contract itself
 * @throws Refused, DomainError bad-proof
 */
export function checkLedger(bundle: Bundle, trust: Trust, keeper: ProvenContract | undefined): Ledger {
  const { network, block, version: number } = bundle;
  must(network.chainId === trust.network.chainId, `the chain is ${network.chainId}, not ${trust.network.chainId}`);
  must(network.networkId === trust.network.networkId, "the network's id is another than the trusted one's");
  must(network.genesisHash === trust.network.genesisHash, "the chain began with another block than the trusted one");
  must(network.name === trust.network.name, `the network calls itself ${network.name}, not ${trust.network.name}`);
  const version = trust.versions.find((one) => one.version === number);
  must(version !== undefined, `version ${number} of the ledger is not trusted`);
  must(version.layout === LAYOUT, `this verifier does not know where layout ${version.layout} keeps things`);
  const contract = contractsOf(version);
  const expected = keeper === undefined ? bundle.subject : contract(keeper);
  must(bundle.contract === expected, `${bundle.contract} is not the trusted contract that keeps it`);

  const blockHash = blockHashOf(block, trust);
  const nodes = new TrieNodes(bundle.nodes.map((node) => fromHex(node)));
  const world = new WorldState(block.stateRoot, nodes);
  for (const name of provenFor(bundle.kind)) {
    const { codeHash } = world.account(contract(name));
    must(codeHash === version.codeHashes[name], `the code of ${name} has the hash ${codeHash}, which is not trusted`);
  }
  const clone = keccakHash(cloneCode(contract("accountImplementation")));
  const party = (account: Address): bigint => {
    must(world.account(account).codeHash === clone, `${account} does not have the code of a party's account`);
    const { number: partyOf } = readStanding(world.slot(contract("parties"), standingSlot(account)));
    must(partyOf !== 0n, `${account} is no party's account`);
    return partyOf;
  };
  const slot = world.slot.bind(world);
  return { blockHash, version, nodes, contract, slot, party };
}

export const blockHashOf = (block: HeaderFields, { consensus }: Trust): Hash =>
  consensus.kind === "qbft" ? qbftBlockHash(block) : headerHash(block);

const contractsOf =
  ({ contracts, version }: TrustedVersion) =>
  (name: string): Address => {
    const address = contracts[name];
    must(address !== undefined, `the trust file has no address of ${name} in version ${version}`);
    return toHex(fromHex(address)) as Address;
  };
