import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Page } from "../routes/page.ts";
import { statement } from "./bind.ts";
import type { Bind } from "./bind.ts";
import { holdsAt } from "./attestations.ts";
import { nowOf, takeable } from "./claims.ts";
import type { ClaimRow } from "./claims.ts";

const HELD = "mirror.holdings h JOIN mirror.claims c ON c.id = h.claim_id WHERE h.holder =";

/** Ways in which a reader comes to see a claim (c): each finds its newest by an index of its own. */
const SOURCES = {
  seller: (bind: Bind, _: Context, actor: Actor) => `mirror.claims c WHERE c.seller = ${bind(actor.account, "text")}`,
  debtor: (bind: Bind, _: Context, actor: Actor) => `mirror.claims c WHERE c.debtor = ${bind(actor.account, "text")}`,
  holder: (bind: Bind, _: Context, actor: Actor) => `${HELD} ${bind(actor.account, "text")} AND h.units > 0`,
  formerHolder: (bind: Bind, _: Context, actor: Actor) => `${HELD} ${bind(actor.account, "text")} AND h.units = 0`,
  offered: (bind: Bind, context: Context, actor: Actor) =>
    `mirror.asks a JOIN mirror.claims c ON c.id = a.claim_id WHERE ${takeable(bind, context, actor)}`,
  all: () => "mirror.claims c WHERE true",
} as const;

export interface ReceivableFilter {
  readonly status?: string | undefined;
  readonly role?: "seller" | "debtor" | "holder" | undefined;
  /** Of a green label that holds now. */
  readonly taxonomy?: string | undefined;
  readonly activity?: string | undefined;
}

/** Comes after every row. */
const FIRST = ["9223372036854775807", "~"];

/** Claims that the reader may see, newest first: by block of registration, in a block by id. */
export async function listReceivables(
  context: Context,
  actor: Actor,
  { after, limit }: Page,
  { status, role, taxonomy, activity }: ReceivableFilter,
): Promise<ClaimRow[]> {
  const { bind, values } = statement();
  const [block = "", id = ""] = after ?? FIRST;
  const older = `(c.registered_block, c.id) < (${bind(BigInt(block), "bigint")}, ${bind(id, "text")})`;
  const conditions = [older];
  if (status !== undefined) conditions.push(`c.status = ${bind(status, "text")}`);
  if (taxonomy !== undefined || activity !== undefined)
    conditions.push(labelled(bind, context, { taxonomy, activity }));
  const wanted = conditions.join(" AND ");
  const order = `ORDER BY c.registered_block DESC, c.id DESC LIMIT ${bind(limit, "integer")}`;
  const newest = sourcesFor(actor, role).map(
    (source) => `(SELECT c.id FROM ${SOURCES[source](bind, context, actor)} AND ${wanted} ${order})`,
  );
  return context.db.query<ClaimRow>(
    `SELECT c.* FROM mirror.claims c WHERE c.id IN (${newest.join(" UNION ")}) ${order}`,
    values,
  );
}

function sourcesFor(actor: Actor, role: ReceivableFilter["role"]): (keyof typeof SOURCES)[] {
  if (role !== undefined) return [role];
  if (seesAll(actor)) return ["all"];
  return ["seller", "debtor", "holder", "formerHolder", "offered"];
}

/** Condition on claims (c): a green label of the taxonomy, and for the activity, holds now. */
function labelled(bind: Bind, context: Context, wanted: Pick<ReceivableFilter, "taxonomy" | "activity">): string {
  const asked = Object.entries(wanted).flatMap(([field, value]) =>
    value === undefined ? [] : [`r.text::jsonb->>'${field}' = ${bind(value, "text")}`],
  );
  return `EXISTS (SELECT 1 FROM mirror.attestations a JOIN core.references r ON r.hash = a.details AND r.kind = 'attestation'
    WHERE a.subject = c.id AND a.kind = 'green-label' AND ${holdsAt(bind(nowOf(context), "bigint"))} AND ${asked.join(" AND ")})`;
}
