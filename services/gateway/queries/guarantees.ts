import type { Address, Hash } from "../../domain/brand.ts";
import type { Parameter } from "../../store/parameter.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";
import { statement } from "./bind.ts";
import type { Bind } from "./bind.ts";
import { concerned as concernedByClaim } from "./claims.ts";
import { coveredDebts } from "./coveredDebts.ts";
import type { CoveredDebt } from "./coveredDebts.ts";
import { concerned as concernedByFacility } from "./facilities.ts";

export interface GuaranteeRow {
  readonly subject: Hash;
  readonly arranger: Address;
  readonly due_at: bigint;
  readonly grace: bigint;
  readonly terms: Hash;
  readonly is_accepted: boolean;
  readonly paid: bigint;
  readonly offered_block: bigint;
  readonly offered_at: bigint;
  readonly demanded_at: bigint | null;
  readonly demanded_by: Address | null;
  readonly demand_loss: bigint | null;
  readonly demand_reason: Hash | null;
}

export interface LayerRow {
  readonly subject: Hash;
  readonly layer: number;
  readonly bps: number;
  readonly cap: bigint;
  readonly valid_until: bigint;
}

export interface ShareRow {
  readonly subject: Hash;
  readonly share: number;
  readonly layer: number;
  readonly guarantor: Address;
  readonly weight: number;
  readonly premium: bigint;
  readonly reserve_asked: bigint;
  readonly is_accepted: boolean;
  readonly is_premium_paid: boolean;
  readonly reserve: bigint;
  readonly paid: bigint;
  readonly recovered: bigint;
}

/** A guarantee with what it covers, layers and shares, in order. */
export interface Guaranteed {
  readonly guarantee: GuaranteeRow;
  readonly debt: CoveredDebt;
  /** As of which the debt stands: the chain's time, in epoch seconds. */
  readonly asOf: bigint;
  readonly layers: readonly LayerRow[];
  readonly shares: readonly ShareRow[];
}

/**
 * A guarantee of a claim or a facility that concerns the reader, as a guarantor too.
 *
 * @throws Problem not-found
 */
export async function guaranteeFor(context: Context, actor: Actor, id: string): Promise<Guaranteed> {
  const { bind, values } = statement();
  const [found] = await guaranteed(context, `g.subject = ${bind(id, "text")} AND ${concerned(bind, actor)}`, values);
  if (!found) throw new Problem("not-found", { detail: "there is no such guarantee, or it is not yours to see" });
  return found;
}

export interface GuaranteeFilter {
  readonly role?: "arranger" | "guarantor" | undefined;
}

/** Comes after every row. */
const FIRST = ["9223372036854775807", "~"];

/** Guarantees that concern the reader, the last offered first. */
export async function listGuarantees(
  context: Context,
  actor: Actor,
  { after, limit }: Page,
  { role }: GuaranteeFilter,
): Promise<Guaranteed[]> {
  const { bind, values } = statement();
  const [block = "", id = ""] = after ?? FIRST;
  const older = `(g.offered_block, g.subject) < (${bind(BigInt(block), "bigint")}, ${bind(id, "text")})`;
  const order = `ORDER BY g.offered_block DESC, g.subject DESC LIMIT ${bind(limit, "integer")}`;
  return guaranteed(context, `${older} AND ${roleIn(bind, actor, role)} ${order}`, values);
}

function roleIn(bind: Bind, actor: Actor, role: GuaranteeFilter["role"]): string {
  if (role === "arranger") return `g.arranger = ${bind(actor.account, "text")}`;
  if (role === "guarantor") return isGuarantor(bind(actor.account, "text"));
  return concerned(bind, actor);
}

/** Condition on guarantees (g) with what they cover (claims c or facilities f): it concerns the reader. */
const concerned = (bind: Bind, actor: Actor): string =>
  `((c.id IS NOT NULL AND ${concernedByClaim(bind, actor)}) OR (f.id IS NOT NULL AND ${concernedByFacility(bind, actor)}))`;

/** Condition on guarantees (g): the account is asked for a share of it, or bears one. */
const isGuarantor = (self: string): string =>
  `EXISTS (SELECT 1 FROM mirror.guarantee_shares s WHERE s.subject = g.subject AND s.share < g.shares AND s.guarantor = ${self})`;

/** Those in which the reader bears a share. */
export async function guaranteesBorneBy(context: Context, actor: Actor): Promise<Guaranteed[]> {
  const { bind, values } = statement();
  const self = bind(actor.account, "text");
  const all = seesAll(actor) ? "true" : "false";
  return guaranteed(context, `g.is_accepted AND (${all} OR ${isGuarantor(self)})`, values);
}

async function guaranteed(context: Context, condition: string, values: readonly Parameter[]): Promise<Guaranteed[]> {
  const { db } = context;
  const guarantees = await db.query<GuaranteeRow>(
    `SELECT g.* FROM mirror.guarantees g LEFT JOIN mirror.claims c ON c.id = g.subject
       LEFT JOIN mirror.facilities f ON f.id = g.subject WHERE ${condition}`,
    values,
  );
  if (guarantees.length === 0) return [];
  const ids = guarantees.map(({ subject }) => subject);
  const [{ asOf, debts }, layers, shares] = await Promise.all([
    coveredDebts(context, guarantees),
    db.query<LayerRow>(
      `SELECT l.* FROM mirror.guarantee_layers l JOIN mirror.guarantees g USING (subject)
        WHERE l.subject = ANY($1) AND l.layer < g.layers ORDER BY l.subject, l.layer`,
      [ids],
    ),
    db.query<ShareRow>(
      `SELECT s.* FROM mirror.guarantee_shares s JOIN mirror.guarantees g USING (subject)
        WHERE s.subject = ANY($1) AND s.share < g.shares ORDER BY s.subject, s.share`,
      [ids],
    ),
  ]);
  return guarantees.flatMap((guarantee) => {
    const debt = debts.get(guarantee.subject);
    if (!debt) return [];
    const own = <R extends { readonly subject: Hash }>(rows: readonly R[]): R[] =>
      rows.filter(({ subject }) => subject === guarantee.subject);
    return [{ guarantee, debt, asOf, layers: own(layers), shares: own(shares) }];
  });
}
