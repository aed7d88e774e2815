import type { FunctionFragment, ParamType } from "ethers";
import { ZeroAddress } from "ethers";

import type { Deployed } from "../support/deployed.ts";

/** Every function of the contract that can change state, those that it inherits included. */
export function changing(contract: Deployed): FunctionFragment[] {
  const fragments: FunctionFragment[] = [];
  contract.interface.forEachFunction((fragment) => {
    if (!fragment.constant) fragments.push(fragment);
  });
  return fragments;
}

/** The least argument of a type that the ABI can carry. */
export function zeroOf(type: ParamType): unknown {
  if (type.isArray()) return [];
  if (type.isTuple()) return type.components.map(zeroOf);
  if (type.type === "bool") return false;
  if (type.type === "address") return ZeroAddress;
  if (type.type === "string") return "";
  if (type.type === "bytes") return "0x";
  const fixed = /^bytes(\d+)$/.exec(type.type);
  return fixed ? `0x${"00".repeat(Number(fixed[1]))}` : 0n;
}
