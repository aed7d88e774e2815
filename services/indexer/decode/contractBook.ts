import type { ContractName } from "../../chain/artifacts.ts";
import type { SigningDomain } from "../../evm/eip712.ts";
import { contractAddresses, signingDomain } from "../../chain/manifest.ts";
import type { Manifest } from "../../chain/manifest.ts";
import type { Address } from "../../domain/brand.ts";

/** A contract of the ledger, of whatever version. */
export interface Contract {
  readonly address: Address;
  readonly name: ContractName;
  readonly version: number;
  readonly deployBlock: number;
  /** Of a Cash contract. */
  readonly currency: string | undefined;
}

const CASH = "cash/";
const NAMES: Readonly<Record<string, ContractName>> = {
  accessManager: "AccessManager",
  assets: "Assets",
  bulk: "Bulk",
  servicing: "Servicing",
  facilities: "Facilities",
  facilityGuarantees: "FacilityGuarantees",
  loans: "Loans",
  collateral: "Collateral",
  income: "Income",
  sales: "Sales",
  syndication: "Syndication",
  covenants: "Covenants",
  votes: "Votes",
  attestations: "Attestations",
  policies: "Policies",
  fingerprints: "Fingerprints",
  guarantees: "Guarantees",
  market: "Market",
  parties: "Parties",
  receivables: "Receivables",
  relay: "Relay",
  standingOffers: "StandingOffers",
};

/** Which contract stands at an address; parties' accounts are added as they are admitted. */
export class ContractBook {
  readonly #manifest: Manifest;
  readonly #byAddress = new Map<Address, Contract>();
  readonly #epochs = new Map<Address, bigint>();

  constructor(manifest: Manifest) {
    this.#manifest = manifest;
    for (const contract of contractsOf(manifest)) this.#byAddress.set(contract.address, contract);
  }

  find(address: Address): Contract | undefined {
    return this.#byAddress.get(address);
  }

  addAccount(address: Address, registry: Contract): void {
    const { version, deployBlock } = registry;
    this.#byAddress.set(address, { address, name: "PartyAccount", version, deployBlock, currency: undefined });
  }

  /** The account's signer epoch after the last event read. */
  epochOf(account: Address): bigint {
    return this.#epochs.get(account) ?? 0n;
  }

  setEpoch(account: Address, epoch: bigint): void {
    this.#epochs.set(account, epoch);
  }

  signingDomain(account: Address): SigningDomain {
    return signingDomain(this.#manifest, account);
  }
}

/** All contracts with events; a contract that several versions share is named by the first. */
export function contractsOf({ versions }: Manifest): Contract[] {
  const found = new Map<Address, Contract>();
  for (const { version, deployBlock, contracts } of versions) {
    for (const [label, address] of contractAddresses(contracts)) {
      const currency = label.startsWith(CASH) ? label.slice(CASH.length) : undefined;
      const name = currency === undefined ? NAMES[label] : "Cash";
      // The accounts' implementation is never called itself.
      if (name === undefined || found.has(address)) continue;
      found.set(address, { address, name, version, deployBlock, currency });
    }
  }
  return [...found.values()];
}
