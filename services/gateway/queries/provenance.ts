import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { claimFor } from "./claims.ts";
import { partyRef } from "./partyRef.ts";

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
  const claim = await claimFor(context.db, actor, id);
  const steps = await context.db.query<StepRow>(
    `SELECT e.seq, e.name, e.args, e.intent, e.actor, e.at, e.block, e.transaction_hash, i.signatures
       FROM mirror.claim_events e LEFT JOIN mirror.intents i ON i.account = e.actor AND i.id = e.intent
      WHERE e.claim_id = $1 ORDER BY e.seq`,
    [id],
  );
  return {
    receivable: claim.id,
    documentRoot: claim.document_root,
    historyHead: claim.head,
    custodyNote: CUSTODY_NOTE,
    steps: await Promise.all(steps.map((step) => viewStep(context, actor, step))),
  };
}

async function viewStep(context: Context, actor: Actor, step: StepRow): Promise<Record<string, unknown>> {
  return {
    sequence: Number(step.seq),
    event: step.name,
    at: instantOfSeconds(step.at),
    actor: step.actor ? await partyRef(context.db, step.actor) : null,
    signers: await Promise.all((step.signatures ?? []).map((signature) => viewSigner(context, signature))),
    facts: step.args,
    reference: await referenceOf(context, actor, step.args),
    intent: step.intent,
    block: String(step.block),
    transaction: step.transaction_hash,
  };
}

async function viewSigner(
  { db }: Context,
  { signer, custody }: { signer: Address; custody: string | null },
): Promise<Record<string, unknown>> {
  const [user] = await db.query<{ name: string }>("SELECT name FROM core.users WHERE signer = $1", [signer]);
  return { address: signer, custody: custody ?? "unknown", user: user?.name ?? null };
}

/** The text behind a salted hash, for the party that wrote it, the recipient of the units, operators and auditors. */
async function referenceOf({ db }: Context, actor: Actor, args: Record<string, unknown>): Promise<string | null> {
  const hash = args["reference_"] ?? args["reason"];
  if (typeof hash !== "string") return null;
  const [row] = await db.query<{ text: string }>(
    "SELECT text FROM core.references WHERE hash = $1 AND ($2::boolean OR party_id = $3 OR $4::boolean)",
    [hash, seesAll(actor), actor.partyId, args["to"] === actor.account],
  );
  return row?.text ?? null;
}
