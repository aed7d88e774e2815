import type { Address, Hash } from "../../domain/brand.ts";
import type { Parameter } from "../../store/parameter.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";
import { statement } from "./bind.ts";
import type { Bind } from "./bind.ts";
import { concerned } from "./claims.ts";
import type { ClaimRow } from "./claims.ts";

export interface GuaranteeRow {
  readonly claim_id: Hash;
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
  readonly claim_id: Hash;
  readonly layer: number;
  readonly bps: number;
  readonly cap: bigint;
  readonly valid_until: bigint;
}

export interface ShareRow {
  readonly claim_id: Hash;
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

/** A guarantee with its claim, layers and shares, in order. */
export interface Guaranteed {
  readonly guarantee: GuaranteeRow;
  readonly claim: ClaimRow;
  readonly layers: readonly LayerRow[];
  readonly shares: readonly ShareRow[];
}

/**
 * A guarantee of a claim that concerns the reader, as a guarantor too.
 *
 * @throws Problem not-found
 */
export async function guaranteeFor(context: Context, actor: Actor, id: string): Promise<Guaranteed> {
  const { bind, values } = statement();
  const [found] = await guaranteed(context, `c.id = ${bind(id, "text")} AND ${concerned(bind, actor)}`, values);
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
  const older = `(g.offered_block, g.claim_id) < (${bind(BigInt(block), "bigint")}, ${bind(id, "text")})`;
  const order = `ORDER BY g.offered_block DESC, g.claim_id DESC LIMIT ${bind(limit, "integer")}`;
  return guaranteed(context, `${older} AND ${roleIn(bind, actor, role)} ${order}`, values);
}

function roleIn(bind: Bind, actor: Actor, role: GuaranteeFilter["role"]): string {
  if (role === "arranger") return `g.arranger = ${bind(actor.account, "text")}`;
  if (role === "guarantor") return isGuarantor(bind(actor.account, "text"));
  return concerned(bind, actor);
}

/** Condition on claims (c): the account is asked for a share of its guarantee, or bears one. */
const isGuarantor = (self: string): string =>
  `EXISTS (SELECT 1 FROM mirror.guarantee_shares s JOIN mirror.guarantees o ON o.claim_id = s.claim_id AND s.share < o.shares
    WHERE s.claim_id = c.id AND s.guarantor = ${self})`;

/** Those in which the reader bears a share. */
export async function guaranteesBorneBy(context: Context, actor: Actor): Promise<Guaranteed[]> {
  const { bind, values } = statement();
  const self = bind(actor.account, "text");
  const all = seesAll(actor) ? "true" : "false";
  return guaranteed(context, `g.is_accepted AND (${all} OR ${isGuarantor(self)})`, values);
}

async function guaranteed({ db }: Context, condition: string, values: readonly Parameter[]): Promise<Guaranteed[]> {
  const claims = await db.query<ClaimRow & { guarantee: string }>(
    `SELECT c.* FROM mirror.guarantees g JOIN mirror.claims c ON c.id = g.claim_id WHERE ${condition}`,
    values,
  );
  if (claims.length === 0) return [];
  const ids = claims.map(({ id }) => id);
  const [guarantees, layers, shares] = await Promise.all([
    db.query<GuaranteeRow>("SELECT * FROM mirror.guarantees WHERE claim_id = ANY($1)", [ids]),
    db.query<LayerRow>(
      `SELECT l.* FROM mirror.guarantee_layers l JOIN mirror.guarantees g USING (claim_id)
        WHERE l.claim_id = ANY($1) AND l.layer < g.layers ORDER BY l.claim_id, l.layer`,
      [ids],
    ),
    db.query<ShareRow>(
      `SELECT s.* FROM mirror.guarantee_shares s JOIN mirror.guarantees g USING (claim_id)
        WHERE s.claim_id = ANY($1) AND s.share < g.shares ORDER BY s.claim_id, s.share`,
      [ids],
    ),
  ]);
  const byClaim = new Map(guarantees.map((row) => [row.claim_id, row]));
  return claims.flatMap((claim) => {
    const guarantee = byClaim.get(claim.id);
    if (!guarantee) return [];
    const own = <R extends { readonly claim_id: Hash }>(rows: readonly R[]): R[] =>
      rows.filter(({ claim_id }) => claim_id === claim.id);
    return [{ guarantee, claim, layers: own(layers), shares: own(shares) }];
  });
}
