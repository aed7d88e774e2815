import type { Address } from "../../domain/brand.ts";
import { exponentOf } from "../../domain/currency.ts";
import { ChainError } from "../problem.ts";
import { LEAST_RECOVERY_DELAY, NETWORK_ACCOUNTS } from "../roles.ts";
import type { Delays, NetworkAccountName } from "../roles.ts";
import type { Signer } from "../signer.ts";

/** An account of the network itself: k of n signers, each of whom proves possession while deploying. */
export interface NetworkAccountPlan {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Last second, since the epoch, of its admission. */
  readonly validUntil: bigint;
  readonly threshold: number;
  readonly signers: readonly Signer[];
}

export interface DeploymentPlan {
  readonly network: string;
  /** Pays no gas and keeps nothing: any fresh key will do. */
  readonly deployer: Signer;
  /** ISO 4217 codes, one Cash contract each. */
  readonly currencies: readonly string[];
  readonly accounts: Readonly<Record<NetworkAccountName, NetworkAccountPlan>>;
  /** Whose signature on an invoice's tags the ledger accepts. */
  readonly fingerprinter: Address;
  /** EMBEDDED_DELAYS or SHARED_DELAYS, unless there is a reason. */
  readonly delays: Delays;
}

/** The name of a network that lives and ends with one service: the only one whose recovery delay may be shorter. */
export const EMBEDDED = "embedded";

export const DEFAULT_CURRENCIES = [
  "EUR",
  "USD",
  "GBP",
  "CHF",
  "SEK",
  "NOK",
  "DKK",
  "PLN",
  "CNY",
  "JPY",
  "HUF",
  "KWD",
] as const;

/** uint40 */
const LAST_SECOND = 2n ** 40n - 1n;

/**
 * Refused before anything is sent: a plan that would fail halfway, or give the power of two keys to one.
 *
 * @throws DomainError bad-currency, ChainError bad-plan
 */
export function checkPlan({ network, currencies, accounts, deployer, delays }: DeploymentPlan): void {
  currencies.forEach((code) => exponentOf(code));
  if (new Set(currencies).size !== currencies.length) throw bad("a currency is listed twice");
  if (currencies.length === 0) throw bad("at least one currency is needed");
  if (network !== EMBEDDED && delays.recovery < LEAST_RECOVERY_DELAY) {
    throw bad(`a recovery waits for at least ${LEAST_RECOVERY_DELAY} seconds, not for ${delays.recovery}`);
  }
  for (const [name, { delayed }] of Object.entries(NETWORK_ACCOUNTS)) {
    const { signers, threshold, country, validUntil } = accounts[name as NetworkAccountName];
    const keys = new Set(signers.map(({ address }) => address));
    if (keys.size !== signers.length) throw bad(`a signer of the ${name} is listed twice`);
    if (keys.has(deployer.address)) throw bad(`the deployer must not be a signer of the ${name}`);
    if (!/^[A-Z]{2}$/.test(country)) throw bad(`the country of the ${name} is two capital letters`);
    if (validUntil <= 0n || validUntil > LAST_SECOND) throw bad(`the ${name}'s admission ends at no valid time`);
    if (threshold < (delayed ? 2 : 1) || threshold > signers.length) {
      throw bad(`${threshold} of ${signers.length} signers cannot be the threshold of the ${name}`);
    }
  }
}

const bad = (message: string): ChainError => new ChainError("bad-plan", message);
