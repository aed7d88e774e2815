import { concat } from "ethers";

import type { Address, Hash, Hex } from "../../domain/brand.ts";
import { exponentOf } from "../../domain/currency.ts";
import { toHex } from "../../domain/hex.ts";
import { utf8 } from "../../domain/utf8.ts";
import { artifactOf, interfaceOf } from "../artifacts.ts";
import type { ContractName } from "../artifacts.ts";
import type { Contracts } from "../manifest.ts";
import type { Rpc } from "../rpc.ts";
import { readView } from "../view.ts";
import type { Sender, Step } from "./sender.ts";

interface Creation {
  readonly deployer: Address;
  readonly networkId: Hash;
  readonly currencies: readonly string[];
  /** In seconds. */
  readonly recoveryDelay: number;
}

/** Creates every contract in the order of what it is told at birth; the deployer is the AccessManager's first ADMIN. */
export async function createContracts(
  rpc: Rpc,
  sender: Sender,
  { deployer, networkId, currencies, recoveryDelay }: Creation,
): Promise<Contracts> {
  const create = async (name: ContractName, ...args: readonly unknown[]): Promise<Address> =>
    only(await sender.create([creationOf(name, args)]));

  const accessManager = await create("AccessManager", deployer);
  const parties = await create("Parties", accessManager, networkId, recoveryDelay);
  const fingerprints = await create("Fingerprints", accessManager, networkId);
  const relay = await create("Relay", parties);
  const attestations = await create("Attestations", accessManager, parties);
  const policies = await create("Policies", accessManager, parties, attestations);
  const receivables = await create("Receivables", accessManager, parties, fingerprints, policies);
  const bulk = await create("Bulk", parties, receivables);
  const market = await create("Market", accessManager, parties);
  const standingOffers = await create("StandingOffers", parties, market);
  const servicing = await create("Servicing", accessManager, parties, receivables);
  const guarantees = await create("Guarantees", parties, receivables);
  const assets = await create("Assets", accessManager, parties);
  const facilities = await create("Facilities", accessManager, parties);
  const loans = await create("Loans", accessManager, parties, facilities);
  const collateral = await create("Collateral", parties, facilities, assets, attestations);
  const income = await create("Income", parties, facilities, loans, receivables, assets);
  const sales = await create("Sales", parties, assets, facilities, loans);
  const covenants = await create("Covenants", accessManager, parties, facilities, loans, collateral);
  const syndication = await create("Syndication", accessManager, parties, facilities, loans, covenants);
  const votes = await create("Votes", parties, facilities, loans, syndication, covenants);
  const facilityGuarantees = await create("FacilityGuarantees", parties, facilities, loans, syndication);
  const creations = currencies.map((code) => {
    return creationOf("Cash", [accessManager, parties, currencyBytes(code), code, exponentOf(code)]);
  });
  const cash = await sender.create(creations);
  return {
    accessManager,
    parties,
    accountImplementation: await implementationOf(rpc, parties),
    fingerprints,
    attestations,
    policies,
    relay,
    receivables,
    bulk,
    market,
    standingOffers,
    servicing,
    guarantees,
    assets,
    facilities,
    loans,
    collateral,
    income,
    sales,
    syndication,
    covenants,
    votes,
    facilityGuarantees,
    cash: Object.fromEntries(cash.map((address, at) => [currencies[at] ?? "", address])),
  };
}

function creationOf(name: ContractName, args: readonly unknown[]): Step {
  const data = concat([artifactOf(name).bytecode, interfaceOf(name).encodeDeploy(args)]) as Hex;
  return { what: `the creation of ${name}`, data };
}

async function implementationOf(rpc: Rpc, parties: Address): Promise<Address> {
  const address = await readView(rpc, { contract: "Parties", address: parties, name: "accountImplementation" });
  return String(address).toLowerCase() as Address;
}

/** ISO 4217 code as bytes3. */
const currencyBytes = (code: string): Hex => toHex(utf8(code));

function only<T>([value]: readonly T[]): T {
  if (value === undefined) throw new RangeError("expected one value");
  return value;
}
