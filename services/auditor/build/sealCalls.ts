import { AbiCoder, keccak256 } from "ethers";
import type { ParamType, Result } from "ethers";
import { interfaceOf } from "../../chain/artifacts.ts";
import type { ContractName } from "../../chain/artifacts.ts";
import type { Address, ClaimId, Hash } from "../../domain/brand.ts";
import { callHash } from "../../evm/intentHash.ts";
import type { Call } from "../../evm/intentHash.ts";
import { topicOf } from "../format/topic.ts";
import { registers, registrationsIn } from "./registration.ts";
import type { SubjectId } from "./rows.ts";

/** What calls name that belongs to a subject: itself, its parts, what was attested about it. */
export interface Own {
  readonly subject: SubjectId;
  /** An asset's liens, a facility's drawdowns. */
  readonly parts: ReadonlySet<bigint>;
  readonly attestations: ReadonlySet<bigint>;
}

type Contracts = Readonly<
  Record<
    | "receivables"
    | "servicing"
    | "guarantees"
    | "assets"
    | "attestations"
    | "parties"
    | "syndication"
    | "covenants"
    | "votes"
    | "collateral",
    Address
  >
>;

const SELECTOR_END = "0x".length + 8;

/**
 * The calls of an intent as a subject's bundle shows them: open what acts on it and on nothing else, the hash of all others.
 * Bulk acts, whole batches and trades (which name limits and other claims) stay hidden: their authors and signatures show anyway.
 */
export const sealCalls = (calls: readonly Call[], own: Own, contracts: Contracts): (Call | Hash)[] =>
  calls.map((call) => (concernsOnly(call, own, contracts) ? call : callHash(call)));

function concernsOnly(call: Call, own: Own, contracts: Contracts): boolean {
  const { kind, id } = own.subject;
  if (call.target === contracts.attestations)
    return isOnly(call, "Attestations", ["subject", "id"], [topicOf(id)], own.attestations);
  switch (kind) {
    case "claim":
      return concernsClaim(call, own, contracts);
    case "asset":
      return call.target === contracts.assets && concernsAsset(call, own);
    case "party":
      if (call.target === id) return true;
      return call.target === contracts.parties && isOnly(call, "Parties", ["account"], [id]);
    case "facility":
      return concernsFacility(call, own, contracts);
  }
}

function concernsClaim(call: Call, { subject: { id } }: Own, contracts: Contracts): boolean {
  for (const contract of ["Receivables", "Servicing", "Guarantees"] as const) {
    const address = contracts[contract.toLowerCase() as "receivables" | "servicing" | "guarantees"];
    if (call.target !== address) continue;
    if (interfaceOf(contract).parseTransaction({ data: call.data })?.name === "register")
      return registrationsIn(call).every((item) => registers(id as ClaimId, item));
    return isOnly(call, contract, ["id"], [id]);
  }
  return false;
}

/** A facility's id is the hash of its terms, as they are proposed. */
function concernsFacility(call: Call, { subject: { id }, parts }: Own, contracts: Contracts): boolean {
  for (const contract of ["Syndication", "Covenants", "Votes", "Collateral"] as const) {
    if (call.target !== contracts[contract.toLowerCase() as Lowercase<typeof contract>]) continue;
    if (interfaceOf(contract).parseTransaction({ data: call.data })?.name === "propose")
      return keccak256(`0x${call.data.slice(SELECTOR_END)}`) === id;
    return isOnly(call, contract, ["id", "drawdown"], [id], parts);
  }
  return false;
}

function concernsAsset(call: Call, { subject: { id }, parts: liens }: Own): boolean {
  const called = interfaceOf("Assets").parseTransaction({ data: call.data });
  if (called?.name !== "register") return isOnly(call, "Assets", ["id", "asset", "lien"], [id], liens);
  const [registration] = called.args as unknown as [Result];
  const parts = ["office", "kind", "number"].map((name): unknown => registration.getValue(name));
  return keccak256(AbiCoder.defaultAbiCoder().encode(["bytes2", "uint8", "bytes32"], parts)) === id;
}

/** Whether the call names, in the parameters of these names, one thing, and that one. */
function isOnly(
  { data }: Call,
  contract: ContractName,
  names: readonly string[],
  ids: readonly string[],
  more: ReadonlySet<bigint> = new Set(),
): boolean {
  const called = interfaceOf(contract).parseTransaction({ data });
  if (!called) return false;
  const [named, ...others] = namedIn(called.fragment.inputs, called.args, new Set(names));
  if (named === undefined || others.length > 0) return false;
  const value = BigInt(named);
  return ids.some((id) => BigInt(id) === value) || more.has(value);
}

/** An id is a number or 32 bytes, an account 20. */
type Named = bigint | string | undefined;

/** Values of the parameters of these names, and of all lists `ids`. */
const namedIn = (inputs: readonly ParamType[], args: Result, names: ReadonlySet<string>): Named[] =>
  inputs.flatMap((input, at): Named[] => {
    const value: unknown = args[at];
    if (names.has(input.name)) return [value as Named];
    if (input.name === "ids") return [...(value as Named[]), undefined];
    return input.isTuple() ? namedIn(input.components, value as Result, names) : [];
  });
