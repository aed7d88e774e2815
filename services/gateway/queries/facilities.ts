import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";
import { statement } from "./bind.ts";
import type { Bind } from "./bind.ts";
import type { ValuationPolicy } from "./valuations.ts";

/** As the event tells them: whole numbers as decimal strings. */
export interface FacilityTerms {
  readonly rate: string;
  readonly lateRate: string;
  readonly convention: string;
  readonly feeBps: string;
  readonly maxLtvBps: string;
  readonly drawLtvBps: string;
  readonly policy: ValuationPolicy;
  readonly majorityBps: string;
  readonly clock: string;
  readonly availableUntil: string;
  readonly maturityDay: string;
  readonly graceDays: string;
  readonly cureTime: string;
  readonly documentRoot: Hash;
  readonly conditions: readonly Hash[];
  readonly reportDays: readonly string[];
}

export interface FacilityRow {
  readonly id: Hash;
  readonly borrower: Address;
  readonly agent: Address;
  readonly currency: string;
  readonly status: string;
  readonly terms: FacilityTerms;
  readonly satisfied: bigint;
  readonly seq: bigint;
  readonly head: Hash;
  readonly proposed_block: bigint;
}

/**
 * Condition on facilities (f): the reader borrows, lends, holds or held units, was offered a commitment, or is asked for a
 * share of its guarantee.
 */
export function concerned(bind: Bind, actor: Actor): string {
  if (seesAll(actor)) return "true";
  const self = bind(actor.account, "text");
  const lends = `EXISTS (SELECT 1 FROM mirror.facility_lenders l WHERE l.facility_id = f.id AND l.lender = ${self})`;
  const offered = `EXISTS (SELECT 1 FROM mirror.facility_novations n
                            WHERE n.facility_id = f.id AND n.taker = ${self} AND n.amount > 0)`;
  const holds = `EXISTS (SELECT 1 FROM mirror.drawdowns d JOIN mirror.drawdown_holdings h ON h.drawdown_id = d.id
                          WHERE d.facility_id = f.id AND h.holder = ${self})`;
  const guards = `EXISTS (SELECT 1 FROM mirror.guarantee_shares s JOIN mirror.guarantees o ON o.subject = s.subject
                           WHERE s.subject = f.id AND s.guarantor = ${self} AND s.share < o.shares)`;
  return `(f.borrower = ${self} OR ${lends} OR ${offered} OR ${holds} OR ${guards})`;
}

/** @throws Problem not-found, also for a facility that exists but is not the reader's to see */
export async function facilityFor({ db }: Context, actor: Actor, id: string): Promise<FacilityRow> {
  const { bind, values } = statement();
  const condition = `f.id = ${bind(id, "text")} AND ${concerned(bind, actor)}`;
  const [facility] = await db.query<FacilityRow>(`SELECT f.* FROM mirror.facilities f WHERE ${condition}`, values);
  if (!facility) throw new Problem("not-found", { detail: "there is no such facility, or it is not yours to see" });
  return facility;
}

/** Comes after every row. */
const FIRST = ["9223372036854775807", "~"];

/** Facilities that concern the reader, newest first. */
export async function listFacilities(
  { db }: Context,
  actor: Actor,
  { after, limit }: Page,
  status: string | undefined,
): Promise<FacilityRow[]> {
  const { bind, values } = statement();
  const [block = "", id = ""] = after ?? FIRST;
  const older = `(f.proposed_block, f.id) < (${bind(BigInt(block), "bigint")}, ${bind(id, "text")})`;
  const wanted = status === undefined ? older : `${older} AND f.status = ${bind(status, "text")}`;
  return db.query<FacilityRow>(
    `SELECT f.* FROM mirror.facilities f WHERE ${wanted} AND ${concerned(bind, actor)}
      ORDER BY f.proposed_block DESC, f.id DESC LIMIT ${bind(limit, "integer")}`,
    values,
  );
}
