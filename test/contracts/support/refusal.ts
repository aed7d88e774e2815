import { Interface, Result } from "ethers";
import type { InterfaceAbi } from "ethers";
import { artifacts } from "hardhat";
import { expect } from "chai";

const NAMES = [
  "AccessManager",
  "Attestations",
  "Assets",
  "Bulk",
  "Cash",
  "Covenants",
  "Facilities",
  "FacilityGuarantees",
  "Fingerprints",
  "Loans",
  "Collateral",
  "Income",
  "Sales",
  "Guarantees",
  "Market",
  "Parties",
  "PartyAccount",
  "Policies",
  "Receivables",
  "Relay",
  "StandingOffers",
  "Servicing",
  "Syndication",
  "Votes",
] as const;

const abis = await Promise.all(
  NAMES.map(async (name) => new Interface((await artifacts.readArtifact(name)).abi as InterfaceAbi)),
);

/** Makes the errors of a contract known that is not of the project but of its tests. */
export function knowErrorsOf(abi: Interface): void {
  abis.push(abi);
}

/** An act that the contracts refused, with the custom error they refused it by. */
export class Refused extends Error {
  readonly error: string;
  readonly args: readonly unknown[];

  constructor(data: string) {
    const { name, args } = decode(data);
    super(`refused: ${name}(${args.map(String).join(", ")})`);
    this.error = name;
    this.args = args;
  }
}

/** Name and arguments of an error of any of the contracts; "nothing" for empty revert data. */
export function decode(data: string): { name: string; args: readonly unknown[] } {
  if (data === "0x") return { name: "nothing", args: [] };
  for (const abi of abis) {
    const parsed = abi.parseError(data);
    if (parsed) return { name: parsed.name, args: plain(parsed.args) as unknown[] };
  }
  throw new Error(`unknown error ${data}`);
}

/** Results as nested plain arrays, which chai compares. */
export function plain(value: unknown): unknown {
  return value instanceof Result ? value.toArray(true) : value;
}

/** Fails unless the act is refused by exactly this error with exactly these arguments. */
export async function expectRefusal(act: Promise<unknown>, name: string, ...args: unknown[]): Promise<void> {
  const refused = await refusalOf(act);
  expect({ name: refused.error, args: refused.args }).to.deep.equal({ name, args });
}

/** The refusal that an act ends in; fails the test when it ends otherwise. */
export async function refusalOf(act: Promise<unknown>): Promise<Refused> {
  try {
    await act;
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  return expect.fail("nothing was refused");
}
