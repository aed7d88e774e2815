import { Interface } from "ethers";
import type { ErrorFragment, ParamType } from "ethers";

import type { Hex } from "../domain/brand.ts";
import { CONTRACT_NAMES, interfaceOf } from "./artifacts.ts";
import type { ContractName } from "./artifacts.ts";

/** Addresses in lower case, integers as they are, tuples and lists as lists. */
export type RevertValue = string | bigint | boolean | readonly RevertValue[];

/** Why a contract refused. */
export interface Revert {
  /** Name of the custom error; "Error" or "Panic" of the language; "unknown" or, without any data, "empty". */
  readonly name: string;
  /** By parameter name; empty when the data was cut before its end, as accounts cut it at 256 bytes. */
  readonly args: Readonly<Record<string, RevertValue>>;
  /** Contracts that declare the error; none for the language's own and unknown ones. */
  readonly contracts: readonly ContractName[];
}

interface KnownError {
  readonly fragment: ErrorFragment;
  readonly contracts: ContractName[];
}

/** What the compiler itself reverts with. */
const LANGUAGE = new Interface(["error Error(string message)", "error Panic(uint256 code)"]);

let known: ReadonlyMap<string, KnownError> | undefined;

/** Reads revert data against every error of every contract, OpenZeppelin's among them. */
export function decodeRevert(data: Hex): Revert {
  if (data === "0x") return { name: "empty", args: {}, contracts: [] };
  known ??= collectErrors();
  const error = known.get(data.slice(0, 10).toLowerCase());
  if (!error) return { name: "unknown", args: { data }, contracts: [] };
  return { name: error.fragment.name, args: argumentsOf(error.fragment, data), contracts: error.contracts };
}

function collectErrors(): Map<string, KnownError> {
  const errors = new Map<string, KnownError>();
  LANGUAGE.forEachError((fragment) => errors.set(fragment.selector, { fragment, contracts: [] }));
  for (const contract of CONTRACT_NAMES) {
    interfaceOf(contract).forEachError((fragment) => {
      const seen = errors.get(fragment.selector);
      if (seen) seen.contracts.push(contract);
      else errors.set(fragment.selector, { fragment, contracts: [contract] });
    });
  }
  return errors;
}

function argumentsOf(fragment: ErrorFragment, data: Hex): Record<string, RevertValue> {
  let values: readonly unknown[];
  try {
    values = LANGUAGE.getAbiCoder()
      .decode(fragment.inputs, `0x${data.slice(10)}`)
      .toArray();
  } catch {
    // Cut short: the name alone is the answer.
    return {};
  }
  return Object.fromEntries(fragment.inputs.map((input, at) => [input.name, valueOf(input, values[at])]));
}

function valueOf(type: ParamType, value: unknown): RevertValue {
  if (Array.isArray(value)) {
    const types = type.components ?? value.map(() => type.arrayChildren ?? type);
    return value.map((item, at) => valueOf(types[at] ?? type, item));
  }
  if (type.baseType === "address") return String(value).toLowerCase();
  return value as string | bigint | boolean;
}
