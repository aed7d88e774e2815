import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { ownClaimFor } from "./claims.ts";
import { partyRefs, userNames } from "./directory.ts";
import { noteNumbers } from "./servicing.ts";

interface StepRow {
  readonly seq: bigint;
  readonly name: string;
  readonly args: Record<string, unknown>;
  readonly intent: Hash | null;
  readonly actor: Address | null;
  readonly at: bigint;
  readonly block: bigint;
  readonly transaction_hash: Hash;
  readonly signatures: readonly { signer: Address; custody: string | null }[] | null;
}

const CUSTODY_NOTE =
  "A signature with custody 'custodial' was made with a key that this service keeps, on the recorded approval of the user; " +
  "with 'external' or 'hsm' the service could not have made it.";

/** Everything that happened to a claim, in order; each step with its actor, signers, reference, block and transaction. */
export async function provenanceOf(context: Context, actor: Actor, id: string): Promise<Record<string, unknown>> {
  const claim = await ownClaimFor(context, actor, id);
  const steps = await context.db.query<StepRow>(
    `SELECT e.seq, e.name, e.args, e.intent, e.actor, e.at, e.block, e.transaction_hash, i.signatures
       FROM mirror.claim_events e LEFT JOIN mirror.intents i ON i.account = e.actor AND i.id = e.intent
      WHERE e.claim_id = $1 ORDER BY e.seq`,
    [id],
  );
  const statements = await context.db.query<StepRow & { head: Hash }>(
    `SELECT e.seq, e.name, e.args, e.intent, e.actor, e.at, e.block, e.transaction_hash, e.head, i.signatures
       FROM mirror.subject_events e LEFT JOIN mirror.intents i ON i.account = e.actor AND i.id = e.intent
      WHERE e.subject = $1 ORDER BY e.seq`,
    [id],
  );
  return {
    receivable: claim.id,
    documentRoot: claim.document_root,
    historyHead: claim.head,
    custodyNote: CUSTODY_NOTE,
    steps: await viewSteps(context, actor, steps, [claim.seller, claim.debtor]),
    attestationHead: statements.at(-1)?.head ?? null,
    attestations: await viewSteps(context, actor, statements, [claim.seller, claim.debtor]),
  };
}

async function viewSteps(
  context: Context,
  actor: Actor,
  steps: readonly StepRow[],
  principals: readonly Address[],
): Promise<unknown[]> {
  const [refOf, users, references] = await Promise.all([
    partyRefs(
      context.db,
      steps.flatMap((step) => step.actor ?? []),
    ),
    userNames(
      context.db,
      steps.flatMap(({ signatures }) => (signatures ?? []).map(({ signer }) => signer)),
    ),
    referencesOf(context, actor, steps, principals),
  ]);
  return steps.map((step) => ({
    sequence: Number(step.seq),
    event: step.name,
    at: instantOfSeconds(step.at),
    actor: step.actor ? refOf(step.actor) : null,
    signers: (step.signatures ?? []).map(({ signer, custody }) => ({
      address: signer,
      custody: custody ?? "unknown",
      user: users.get(signer) ?? null,
    })),
    facts: step.args,
    reference: references.get(referenceIn(step)) ?? null,
    intent: step.intent,
    block: String(step.block),
    transaction: step.transaction_hash,
  }));
}

const referenceIn = ({ args }: StepRow): unknown =>
  args["reference_"] ?? args["reason"] ?? args["documentRoot"] ?? args["details"];

/** Credit notes that were handed in as documents. */
const notesIn = (steps: readonly StepRow[]): Hash[] =>
  steps
    .filter(({ name }) => name === "CreditProposed" || name === "Credited")
    .map(({ args }) => args["documentRoot"] as Hash);

/** What seller and debtor tell each other. */
const BETWEEN_PRINCIPALS = new Set([
  "Attested",
  "Revoked",
  "Rejected",
  "Disputed",
  "DisputeWithdrawn",
  "CreditProposed",
  "CreditDeclined",
  "Credited",
  "WrittenOff",
  "CoverDemanded",
]);

/**
 * Texts behind salted hashes, for the party that wrote them, the recipient of the units, operators and auditors; what seller
 * and debtor tell each other, for both.
 */
async function referencesOf(
  context: Context,
  actor: Actor,
  steps: readonly StepRow[],
  principals: readonly Address[],
): Promise<ReadonlyMap<unknown, string>> {
  const hashesOf = (of: readonly StepRow[]): string[] =>
    of.map(referenceIn).filter((hash): hash is string => typeof hash === "string");
  const isPrincipal = principals.includes(actor.account);
  const concerns = ({ args, name }: StepRow): boolean =>
    args["to"] === actor.account || (isPrincipal && BETWEEN_PRINCIPALS.has(name));
  const received = hashesOf(steps.filter(concerns));
  const rows = await context.db.query<{ hash: string; text: string }>(
    `SELECT hash, text FROM core.references
      WHERE hash = ANY($1) AND ($2::boolean OR party_id = $3 OR hash = ANY($4))`,
    [hashesOf(steps), seesAll(actor), actor.partyId, received],
  );
  const numbers = isPrincipal || seesAll(actor) ? await noteNumbers(context, notesIn(steps)) : new Map();
  return new Map([...numbers, ...rows.map(({ hash, text }) => [hash, text] as const)]);
}
