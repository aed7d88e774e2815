import { zeroPadValue } from "ethers";

import { statementFields } from "../../documents/statementFields.ts";
import { addDays, endOfDay, parseDate } from "../../domain/date.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { attestationFor } from "../queries/attestations.ts";
import { nowOf } from "../queries/claims.ts";
import { requireParty } from "../queries/parties.ts";
import { ATTESTATION_KINDS } from "../schemas/attestation.ts";
import type { NewAttestationBody } from "../schemas/attestation.ts";
import { callTo } from "./calls.ts";
import { amountOf } from "./money.ts";
import { saltedFields, saltedReference } from "./reference.ts";

/** Of a statement without an end: the largest uint40. */
const FOREVER = 2n ** 40n - 1n;
const NO_CURRENCY = "0x000000";

/**
 * A qualified party states something about a claim, an asset or a party. That it is qualified the ledger checks.
 *
 * @throws Problem not-found, unknown-party, invalid-field
 */
export async function attest(context: Context, actor: Actor, input: NewAttestationBody): Promise<Act> {
  const zone = input.zone ?? "UTC";
  const now = nowOf(context);
  // A day begins when the one before it ends.
  const date = endOfDay(addDays(parseDate(input.date, "/date"), -1), zone, "/zone");
  if (date > now) throw new Problem("invalid-field", { detail: "the day has not begun yet", field: "/date" });
  const expiresAt =
    input.validUntil === undefined ? FOREVER : endOfDay(parseDate(input.validUntil, "/validUntil"), zone);
  if (expiresAt <= now) throw new Problem("invalid-field", { detail: "the day is over", field: "/validUntil" });
  const valued = input.kind === "valuation" ? input.value : undefined;
  const { kind, validUntil, document } = input;
  const fields = statementFields({
    kind,
    date: input.date,
    validUntil,
    zone,
    value: valued,
    document,
    details: input.details,
  });
  const details = saltedFields(actor.partyId, "attestation", fields, JSON.stringify({ ...input.details, fields }));
  const statement = {
    subject: await subjectOf(context, input.subject),
    kind: ATTESTATION_KINDS.indexOf(input.kind),
    value: valued ? amountOf(valued, "/value") : 0n,
    currency: valued ? `0x${Buffer.from(valued.currency, "ascii").toString("hex")}` : NO_CURRENCY,
    date,
    expiresAt,
    document: input.document,
    details: details.hash,
  };
  return {
    command: "attestation.make",
    subject: input.subject.id,
    calls: [callTo(context, "attestations", "attest", [statement])],
    result: { subject: input.subject.id },
    store: details.store,
  };
}

/** The issuer withdraws its statement, or the registrar strikes another's. @throws Problem not-found */
export async function revoke(context: Context, actor: Actor, id: string, input: { reason: string }): Promise<Act> {
  const { issuer } = await attestationFor(context, actor, id);
  const name = issuer !== actor.account && actor.roles.includes("operator") ? "strike" : "revoke";
  const reason = saltedReference(actor.partyId, "revocation", input.reason);
  return {
    command: `attestation.${name}`,
    subject: id,
    calls: [callTo(context, "attestations", name, [id, reason.hash])],
    result: { attestation: id },
    store: reason.store,
  };
}

/** A subject as the ledger names it. That a claim or an asset exists is no secret to who is asked to attest about it: ids are not guessed. */
async function subjectOf({ db }: Context, { type, id }: NewAttestationBody["subject"]): Promise<string> {
  if (type === "party") return zeroPadValue((await requireParty(db, id, "/subject/id")).account, 32);
  const table = type === "asset" ? "assets" : "claims";
  const found = await db.query(`SELECT 1 FROM mirror.${table} WHERE id = $1`, [id]);
  if (found.length === 0) throw new Problem("not-found", { detail: `there is no such ${type}` });
  return id;
}
