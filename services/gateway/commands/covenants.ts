import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { facilityFor } from "../queries/facilities.ts";
import { callTo } from "./calls.ts";

/** In the order of ILendingEvents.Ground. */
const GROUNDS = ["none", "payment", "margin", "report"] as const;

/** An act on what a facility's borrower has promised beside paying. */
async function watch(
  context: Context,
  actor: Actor,
  id: string,
  name: string,
  ...args: readonly unknown[]
): Promise<Act> {
  await facilityFor(context, actor, id);
  return {
    command: `facility.${name}`,
    subject: id,
    calls: [callTo(context, "covenants", name, [id, ...args])],
    result: { facility: id },
  };
}

/** The borrower files a report. */
export const fileReport = async (
  context: Context,
  actor: Actor,
  id: string,
  { report, document }: { report: number; document: string },
): Promise<Act> => watch(context, actor, id, "report", report, document);

/** Whoever the facility concerns records that its collateral is worth too little. */
export const callMargin = async (context: Context, actor: Actor, id: string): Promise<Act> =>
  watch(context, actor, id, "callMargin");

export const recordDefault = async (
  context: Context,
  actor: Actor,
  id: string,
  { ground }: { ground: Exclude<(typeof GROUNDS)[number], "none"> },
): Promise<Act> => watch(context, actor, id, "recordDefault", GROUNDS.indexOf(ground));

/** Ends margin call and default, once what was breached is no more. */
export const cureBreach = async (context: Context, actor: Actor, id: string): Promise<Act> =>
  watch(context, actor, id, "cure");
