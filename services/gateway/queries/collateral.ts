import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { nowOf } from "./claims.ts";
import { attachedLiens } from "./countableValue.ts";
import { partyRefs } from "./directory.ts";
import { facilityFor } from "./facilities.ts";

/** The liens of a facility and what each counted for at an instant. @throws Problem not-found, invalid-field */
export async function collateralOf(
  context: Context,
  actor: Actor,
  id: string,
  { asOf }: { readonly asOf?: string },
): Promise<object> {
  const facility = await facilityFor(context, actor, id);
  const instant = asOf === undefined ? nowOf(context) : secondsOf(asOf);
  const { policy } = facility.terms;
  const liens = await attachedLiens(context.db, facility.id, policy, instant);
  const refOf = await partyRefs(
    context.db,
    liens.map(({ lender }) => lender),
  );
  const money = moneyIn(facility.currency);
  return {
    facility: facility.id,
    asOf: instantOfSeconds(instant),
    policy,
    value: money(liens.reduce((sum, { counts }) => sum + counts, 0n)),
    liens: liens.map(({ lien, asset_id, lender, amount, senior, valuation, counts, is_active, is_usable }) => ({
      lien: String(lien),
      asset: asset_id,
      lender: refOf(lender),
      secures: money(amount),
      senior: money(senior),
      valuation: valuation === undefined ? null : money(valuation),
      counts: money(counts),
      active: is_active,
      usable: is_usable,
    })),
  };
}

function secondsOf(text: string): bigint {
  const milliseconds = Date.parse(text);
  if (!Number.isNaN(milliseconds)) return BigInt(Math.floor(milliseconds / 1000));
  throw new Problem("invalid-field", { detail: "there is no such instant", field: "/asOf" });
}
