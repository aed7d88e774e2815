import type { ParamType } from "ethers";

/** The zero value of each parameter, so that any function can be called. */
export const zeroArguments = (inputs: readonly ParamType[]): unknown[] => inputs.map(zeroOf);

function zeroOf(type: ParamType): unknown {
  if (type.isArray()) return [];
  if (type.isTuple()) return type.components.map(zeroOf);
  if (type.type === "string") return "";
  if (type.type === "bool") return false;
  if (type.type === "address") return `0x${"00".repeat(20)}`;
  const bytes = /^bytes(\d*)$/.exec(type.type);
  return bytes ? `0x${"00".repeat(Number(bytes[1]))}` : 0n;
}
