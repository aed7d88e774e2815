import type { HeaderFields } from "../../../evm/header.ts";
import { qbftQuorum, qbftSealers, qbftValidators } from "../../../evm/qbft.ts";
import type { Bundle } from "../../format/bundle.ts";
import type { Trust } from "../../format/trust.ts";
import { must } from "../problem.ts";
import type { Verdict } from "../report.ts";

type Answer = Pick<Verdict, "outcome" | "detail">;

/** Committed seals by enough of the validators that are trusted for the block. @throws Refused, DomainError */
export function checkConsensus({ block }: Bundle, { consensus }: Trust): Answer {
  if (consensus.kind === "single-operator") return { outcome: "skipped", detail: "single operator" };
  const [sealed, all] = sealersOfBlock(block, consensus.validators);
  return { outcome: "passed", detail: `${sealed} of ${all} trusted validators sealed block ${BigInt(block.number)}` };
}

/** How many of how many trusted validators sealed a block: enough of them. @throws Refused, DomainError */
export function sealersOfBlock(block: HeaderFields, validators: readonly Set_[]): [sealed: number, all: number] {
  const number = BigInt(block.number);
  const set = validators.filter(({ fromBlock }) => fromBlock <= number).reduce(newer, undefined)?.addresses;
  must(set !== undefined && set.length > 0, `no validators are trusted for block ${number}`);
  const named = qbftValidators(block);
  // A chain whose validators a contract lists names none in its headers.
  const isSame = named.length === 0 || (named.length === set.length && named.every((one) => set.includes(one)));
  must(isSame, "the block names other validators than are trusted for it");
  const sealers = qbftSealers(block);
  must(new Set(sealers).size === sealers.length, "one validator's seal is there twice");
  const stranger = sealers.find((sealer) => !set.includes(sealer));
  must(stranger === undefined, `a seal is by ${stranger ?? ""}, which is no trusted validator of the block`);
  const needed = qbftQuorum(set.length);
  must(
    sealers.length >= needed,
    `${sealers.length} of ${set.length} validators sealed the block, ${needed} are needed`,
  );
  return [sealers.length, set.length];
}

type Set_ = Extract<Trust["consensus"], { kind: "qbft" }>["validators"][number];
const newer = (found: Set_ | undefined, one: Set_): Set_ => (found && found.fromBlock > one.fromBlock ? found : one);
