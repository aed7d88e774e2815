import type { Address } from "../../domain/brand.ts";
import { fromHex, parseAddress } from "../../domain/hex.ts";
import { LocalSigner } from "../localSigner.ts";
import { ChainError } from "../problem.ts";
import { SHARED_DELAYS } from "../roles.ts";
import type { Signer } from "../signer.ts";
import { DEFAULT_CURRENCIES } from "./plan.ts";
import type { DeploymentPlan } from "./plan.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const REQUIRED = {
  TALLYSTICK_DEPLOYER_KEY: "private key of a fresh account, worthless afterwards",
  TALLYSTICK_OPERATOR_KEYS: "private keys of the operator's signers, separated by commas",
  TALLYSTICK_GOVERNOR_KEYS: "private keys of the governor's signers, two at least, separated by commas",
  TALLYSTICK_FINGERPRINTER: "address of the key that signs invoice tags",
  TALLYSTICK_COUNTRY: "country of the network's operator, ISO 3166-1 alpha-2",
  TALLYSTICK_VALID_UNTIL: "last second of the network accounts' admission, epoch seconds",
} as const;

type Required = keyof typeof REQUIRED;

/**
 * The plan of a shared network. Optional: TALLYSTICK_CURRENCIES (ISO 4217 codes, separated by commas),
 * TALLYSTICK_OPERATOR_THRESHOLD (1), TALLYSTICK_GOVERNOR_THRESHOLD (all of its signers).
 *
 * @throws ChainError bad-plan, naming every variable that is missing or the one that is wrong, never a value
 */
export function planFromEnvironment(network: string, environment: Environment): DeploymentPlan {
  const names = Object.keys(REQUIRED) as Required[];
  const missing = names.filter((name) => !environment[name]).map((name) => `${name} (${REQUIRED[name]})`);
  if (missing.length > 0) throw new ChainError("bad-plan", `missing from the environment: ${missing.join(", ")}`);
  const textOf = (name: Required): string => environment[name] ?? "";

  const countOf = (name: string, usual: number): number => integerOf(name, environment[name] ?? String(usual));

  const operator = signersOf("TALLYSTICK_OPERATOR_KEYS", textOf("TALLYSTICK_OPERATOR_KEYS"));
  const governor = signersOf("TALLYSTICK_GOVERNOR_KEYS", textOf("TALLYSTICK_GOVERNOR_KEYS"));
  const country = textOf("TALLYSTICK_COUNTRY");
  const validUntil = BigInt(integerOf("TALLYSTICK_VALID_UNTIL", textOf("TALLYSTICK_VALID_UNTIL")));
  const operatorThreshold = countOf("TALLYSTICK_OPERATOR_THRESHOLD", 1);
  const governorThreshold = countOf("TALLYSTICK_GOVERNOR_THRESHOLD", governor.length);
  return {
    network,
    deployer: signerOf("TALLYSTICK_DEPLOYER_KEY", textOf("TALLYSTICK_DEPLOYER_KEY")),
    currencies: environment["TALLYSTICK_CURRENCIES"]?.split(",") ?? DEFAULT_CURRENCIES,
    accounts: {
      operator: { country, validUntil, threshold: operatorThreshold, signers: operator },
      governor: { country, validUntil, threshold: governorThreshold, signers: governor },
    },
    fingerprinter: addressOf("TALLYSTICK_FINGERPRINTER", textOf("TALLYSTICK_FINGERPRINTER")),
    delays: SHARED_DELAYS,
  };
}

const signersOf = (name: string, text: string): Signer[] => text.split(",").map((key) => signerOf(name, key));

/** The gateway does not keep these keys: on chain they are their holders' own. */
function signerOf(name: string, key: string): Signer {
  return wellFormed(name, () => new LocalSigner(fromHex(key.trim()), "external"));
}

function addressOf(name: string, text: string): Address {
  return wellFormed(name, () => parseAddress(text));
}

function integerOf(name: string, text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new ChainError("bad-plan", `${name} must be a whole number`);
  return Number(text);
}

function wellFormed<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new ChainError("bad-plan", `${name} is not well formed: 0x and hexadecimal digits are expected`, { cause });
  }
}
