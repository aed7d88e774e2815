import { interfaceOf } from "../../chain/artifacts.ts";
import type { ContractName } from "../../chain/artifacts.ts";
import type { Call } from "../../chain/intents.ts";
import type { Address, Hex } from "../../domain/brand.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";

/** A contract of the ledger by the name it has in the manifest and the interface it has in the artifacts. */
const CONTRACTS = {
  parties: "Parties",
  receivables: "Receivables",
  market: "Market",
  standingOffers: "StandingOffers",
  servicing: "Servicing",
  facilities: "Facilities",
  loans: "Loans",
  collateral: "Collateral",
  income: "Income",
  sales: "Sales",
  syndication: "Syndication",
  covenants: "Covenants",
  votes: "Votes",
  bulk: "Bulk",
  attestations: "Attestations",
  policies: "Policies",
  guarantees: "Guarantees",
  facilityGuarantees: "FacilityGuarantees",
  accessManager: "AccessManager",
  assets: "Assets",
} as const;

export function callTo(
  { version }: Context,
  contract: keyof typeof CONTRACTS,
  name: string,
  args: readonly unknown[],
): Call {
  return { target: version.contracts[contract], data: encode(CONTRACTS[contract], name, args) };
}

/** An account orders itself, or anyone asks what an account does for anyone. */
export const callToAccount = (account: Address, name: string, args: readonly unknown[]): Call => ({
  target: account,
  data: encode("PartyAccount", name, args),
});

export function callToCash(context: Context, currency: string, name: string, args: readonly unknown[]): Call {
  return { target: cashOf(context, currency), data: encode("Cash", name, args) };
}

/** @throws Problem refused-by-ledger when the network settles no such currency */
export function cashOf({ version }: Context, currency: string): Address {
  const cash = version.contracts.cash[currency];
  if (cash) return cash;
  const settled = Object.keys(version.contracts.cash).join(", ");
  throw new Problem("refused-by-ledger", {
    detail: `the network does not settle ${currency}, only ${settled}`,
    extra: { contractError: "UnknownCurrency" },
  });
}

const encode = (contract: ContractName, name: string, args: readonly unknown[]): Hex =>
  interfaceOf(contract).encodeFunctionData(name, args) as Hex;
