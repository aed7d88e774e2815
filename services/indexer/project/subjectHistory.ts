import type { Hash } from "../../domain/brand.ts";
import type { LedgerEvent } from "../decode/ledgerEvent.ts";
import { historyArgs } from "../decode/plainArgs.ts";
import { orNull, ZERO_HASH } from "../decode/words.ts";
import { MirrorFault } from "../table/mirrorFault.ts";
import { nextHead } from "./historyHead.ts";
import type { Mirror } from "./mirror.ts";

/** What every event of a subject's history begins with. */
interface SubjectArgs {
  readonly subject: Hash;
  readonly seq: bigint;
  readonly intent: Hash;
}

export function needSubject({ args }: LedgerEvent<SubjectArgs>, { subjects }: Mirror): void {
  subjects.need({ subject: args.subject });
}

/**
 * Adds the event to the subject's history and its hash to the subject's head.
 * @throws MirrorFault if the event is not the next one
 */
export function appendToSubject(event: LedgerEvent<SubjectArgs>, mirror: Mirror): void {
  const { args, contract, name, block, at, transaction, transactionHash, log } = event;
  const { subject, seq } = args;
  const known = mirror.subjects.find({ subject });
  if (!known) mirror.subjects.insert({ subject, contract: contract.address, seq: 0n, head: ZERO_HASH });
  const before = known ?? { seq: 0n, head: ZERO_HASH };
  if (seq !== before.seq + 1n) throw new MirrorFault(`subject ${subject}: event ${seq} follows event ${before.seq}`);
  const head = nextHead(before.head, seq, log.topics, log.data);
  mirror.subjects.change({ subject }, { seq, head });
  const intent = orNull(args.intent);
  mirror.subjectEvents.insert({
    subject,
    seq,
    contract: contract.address,
    name,
    args: historyArgs({ ...args }),
    intent,
    actor: intent === null ? null : (transaction.executorOf(intent) ?? null),
    head,
    block,
    at,
    transactionHash,
    logIndex: log.index,
  });
}
