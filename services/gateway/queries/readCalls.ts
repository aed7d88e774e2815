import type { ParamType, Result } from "ethers";

import { CONTRACT_NAMES, interfaceOf } from "../../chain/artifacts.ts";
import { addressesOf } from "../../chain/manifest.ts";
import type { StoredIntent } from "../operations/row.ts";
import type { Context } from "../context.ts";

/** One acknowledgement as it stands in the bytes to be signed. */
export interface SignedAcknowledgement {
  readonly id: string;
  readonly amount: bigint;
  readonly dueAt: bigint;
  readonly waivers: number;
}

export interface ReadCall {
  readonly contract: string;
  readonly function: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Of an acknowledgement or a payment run. */
  readonly items: readonly SignedAcknowledgement[];
}

/** What calls do, read from their bytes: who approves relies on nothing that is written beside them. */
export function readCalls({ version }: Context, calls: StoredIntent["calls"]): ReadCall[] {
  return calls.map(({ target, data }) => {
    const contract = CONTRACT_NAMES.find((name) => addressesOf(version.contracts, name).includes(target));
    const call = interfaceOf(contract ?? "PartyAccount").parseTransaction({ data });
    if (!call) return { contract: contract ?? target, function: data.slice(0, 10), arguments: { data }, items: [] };
    return {
      contract: contract ?? "PartyAccount",
      function: call.name,
      arguments: Object.fromEntries(call.fragment.inputs.map((input, at) => [input.name, plain(input, call.args[at])])),
      items: itemsOf(call.name, call.args),
    };
  });
}

function itemsOf(name: string, args: Result): SignedAcknowledgement[] {
  const tuples =
    name === "acknowledge" ? [args[0] as Result] : name === "acknowledgeMany" ? [...(args[0] as Result)] : [];
  return (tuples as Result[]).map((tuple) => ({
    id: `0x${(tuple["id"] as bigint).toString(16).padStart(64, "0")}`,
    amount: tuple["amount"] as bigint,
    dueAt: tuple["dueAt"] as bigint,
    waivers: Number(tuple["waivers"]),
  }));
}

/** Integers as decimal strings; tuples by the names of their parts. */
function plain(type: ParamType, value: unknown): unknown {
  if (type.isArray()) return (value as unknown[]).map((item) => plain(type.arrayChildren, item));
  if (!type.isTuple()) return typeof value === "bigint" ? String(value) : value;
  return Object.fromEntries(type.components.map((part, at) => [part.name, plain(part, (value as unknown[])[at])]));
}
