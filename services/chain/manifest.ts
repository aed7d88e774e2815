import type { Address, Hash } from "../domain/brand.ts";
import type { ContractName } from "./artifacts.ts";
import type { SigningDomain } from "../evm/eip712.ts";
import type { Delays, NetworkAccountName } from "./roles.ts";

export interface Contracts {
  readonly accessManager: Address;
  readonly parties: Address;
  /** What parties' accounts are clones of. */
  readonly accountImplementation: Address;
  readonly fingerprints: Address;
  readonly attestations: Address;
  readonly policies: Address;
  readonly relay: Address;
  readonly receivables: Address;
  readonly bulk: Address;
  readonly market: Address;
  readonly standingOffers: Address;
  readonly servicing: Address;
  readonly assets: Address;
  readonly facilities: Address;
  readonly loans: Address;
  readonly collateral: Address;
  readonly income: Address;
  readonly sales: Address;
  readonly syndication: Address;
  readonly covenants: Address;
  readonly votes: Address;
  readonly guarantees: Address;
  readonly facilityGuarantees: Address;
  /** By ISO 4217 code. */
  readonly cash: Readonly<Record<string, Address>>;
}

const KEYS = {
  AccessManager: "accessManager",
  Assets: "assets",
  Attestations: "attestations",
  Bulk: "bulk",
  Covenants: "covenants",
  Facilities: "facilities",
  FacilityGuarantees: "facilityGuarantees",
  Fingerprints: "fingerprints",
  Loans: "loans",
  Collateral: "collateral",
  Income: "income",
  Sales: "sales",
  Guarantees: "guarantees",
  Market: "market",
  Parties: "parties",
  Policies: "policies",
  Receivables: "receivables",
  Relay: "relay",
  StandingOffers: "standingOffers",
  Servicing: "servicing",
  Syndication: "syndication",
  Votes: "votes",
} as const;

/** One deployment of the contracts; a later one stands beside it, never in its place. */
export interface Version {
  readonly version: number;
  /** Nothing of this version is older than this block. */
  readonly deployBlock: number;
  readonly contracts: Contracts;
  readonly accounts: Readonly<Record<NetworkAccountName, Address>>;
  /** keccak256 of the code at each address, by the name that {@link contractAddresses} gives it. */
  readonly codeHashes: Readonly<Record<string, Hash>>;
  readonly delays: Delays;
  /** What roleDigest(delays) was at deployment. */
  readonly roleDigest: Hash;
}

export interface Manifest {
  readonly network: string;
  readonly chainId: number;
  readonly genesisHash: Hash;
  /** Random, EIP-712 salt of everything signed for the network. */
  readonly networkId: Hash;
  /** Oldest first. */
  readonly versions: readonly [Version, ...Version[]];
}

/** The version that new claims are made in. */
export const currentVersion = (manifest: Manifest): Version => manifest.versions.at(-1) ?? manifest.versions[0];

/** Every contract by name: "parties", "relay", "cash/EUR" ... */
export function contractAddresses({ cash, ...single }: Contracts): [name: string, address: Address][] {
  const perCurrency = Object.entries(cash).map(([code, address]): [string, Address] => [`cash/${code}`, address]);
  return [...Object.entries(single), ...perCurrency];
}

/** Where a contract is: one address, several for Cash, none for accounts, which are parties' own. */
export function addressesOf(contracts: Contracts, name: ContractName): readonly Address[] {
  if (name === "PartyAccount") return [];
  if (name === "Cash") return Object.values(contracts.cash);
  return [contracts[KEYS[name]]];
}

/** What a signature for one contract, or a party's account, is bound to. */
export const signingDomain = ({ chainId, networkId }: Manifest, contract: Address): SigningDomain => ({
  chainId,
  networkId,
  contract,
});
