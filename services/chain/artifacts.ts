import { readFileSync } from "node:fs";
import { Interface } from "ethers";
import type { JsonFragment } from "ethers";

import type { Hex } from "../domain/brand.ts";
import { ChainError } from "./problem.ts";

const SOURCES = {
  AccessManager: "@openzeppelin/contracts/access/manager/AccessManager.sol",
  Attestations: "contracts/Attestations.sol",
  Assets: "contracts/Assets.sol",
  Bulk: "contracts/Bulk.sol",
  Cash: "contracts/Cash.sol",
  Covenants: "contracts/Covenants.sol",
  Facilities: "contracts/Facilities.sol",
  Fingerprints: "contracts/Fingerprints.sol",
  Loans: "contracts/Loans.sol",
  Collateral: "contracts/Collateral.sol",
  Income: "contracts/Income.sol",
  Sales: "contracts/Sales.sol",
  Guarantees: "contracts/Guarantees.sol",
  FacilityGuarantees: "contracts/FacilityGuarantees.sol",
  Market: "contracts/Market.sol",
  Parties: "contracts/Parties.sol",
  PartyAccount: "contracts/PartyAccount.sol",
  Policies: "contracts/Policies.sol",
  Receivables: "contracts/Receivables.sol",
  Relay: "contracts/Relay.sol",
  StandingOffers: "contracts/StandingOffers.sol",
  Servicing: "contracts/Servicing.sol",
  Syndication: "contracts/Syndication.sol",
  Votes: "contracts/Votes.sol",
} as const;

export type ContractName = keyof typeof SOURCES;

export const CONTRACT_NAMES = Object.keys(SOURCES) as readonly ContractName[];

export interface Artifact {
  readonly abi: readonly JsonFragment[];
  /** Creation code, without constructor arguments. */
  readonly bytecode: Hex;
  /** Runtime code, with zeros where immutables go. */
  readonly deployedBytecode: Hex;
}

const artifacts = new Map<ContractName, Artifact>();
const interfaces = new Map<ContractName, Interface>();

/**
 * What the compiler made of a contract.
 *
 * @throws ChainError artifact-missing if the contracts were not built
 */
export function artifactOf(name: ContractName): Artifact {
  const known = artifacts.get(name);
  if (known) return known;
  const artifact = readArtifact(name);
  artifacts.set(name, artifact);
  return artifact;
}

/** The contract's ABI, parsed once. */
export function interfaceOf(name: ContractName): Interface {
  const known = interfaces.get(name);
  if (known) return known;
  const parsed = new Interface(artifactOf(name).abi);
  interfaces.set(name, parsed);
  return parsed;
}

function readArtifact(name: ContractName): Artifact {
  const file = new URL(`../../artifacts/${SOURCES[name]}/${name}.json`, import.meta.url);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Artifact;
  } catch (cause) {
    const message = `there is no build of the contract ${name}; run "npm run build:contracts" first`;
    throw new ChainError("artifact-missing", message, { cause });
  }
}
