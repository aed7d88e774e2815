import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface SubjectRow {
  readonly subject: Hash;
  readonly contract: Address;
  readonly seq: bigint;
  readonly head: Hash;
  readonly events: bigint;
}

export const subjects = viewCheck<SubjectRow>({
  table: "subjects",
  key: ["subject"],
  sql: `select subject, contract, seq, head,
          (select count(*) from subject_events e where e.subject = s.subject) as events from subjects s`,
  views: ({ contract: address, subject }) =>
    ["sequenceOf", "headOf"].map((name) => ({ contract: "Attestations", address, name, args: [subject] })),
  compare: (row, [seq, head]) => [
    ["seq", row.seq, seq?.[0] as bigint],
    ["head", row.head, head?.[0] as string],
    ["the number of its events", row.events, seq?.[0] as bigint],
  ],
});
