import type { Hash } from "../../../domain/brand.ts";
import { mappingSlot } from "../../../evm/worldState.ts";

const HEADS = 2n;
const SEQUENCES = 3n;

/** Of Attestations: head and count of the history about a subject. */
export const statementSlots = (subject: Hash): [head: Hash, count: Hash] => [
  mappingSlot(subject, HEADS),
  mappingSlot(subject, SEQUENCES),
];
