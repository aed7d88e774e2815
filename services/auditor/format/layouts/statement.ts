import type { Hash } from "../../../domain/brand.ts";
import { mappingSlot } from "../../../evm/worldState.ts";

/** Slot 0 is AccessManaged's. */
const HEADS = 3n;
const SEQUENCES = 4n;

/** Of Attestations: head and count of the history about a subject. */
export const statementSlots = (subject: Hash): [head: Hash, count: Hash] => [
  mappingSlot(subject, HEADS),
  mappingSlot(subject, SEQUENCES),
];
