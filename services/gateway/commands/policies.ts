import { parseCountry } from "../../domain/country.ts";
import { toHex } from "../../domain/hex.ts";
import { utf8 } from "../../domain/utf8.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import type { PolicyBody } from "../schemas/policy.ts";
import { requireGovernor } from "./authority.ts";
import { callTo } from "./calls.ts";
import { afterDelay } from "./delayed.ts";

/** In seconds. */
const DAY = 86_400;

/**
 * The governor replaces what a country asks of claims of its sellers and on its debtors, after its delay.
 *
 * @throws Problem forbidden, invalid-field for a warning that would come later than the refusal
 * @throws DomainError unknown-country
 */
export async function setPolicy(
  context: Context,
  actor: Actor,
  text: string,
  { warnedTenorDays, longestTenorDays, registrationRequired }: PolicyBody,
): Promise<Act> {
  requireGovernor(context, actor, "sets the policy of a country");
  const country = parseCountry(text, "/country");
  if (warnedTenorDays !== null && longestTenorDays !== null && warnedTenorDays >= longestTenorDays) {
    const detail = "a tenor is warned of that is refused already";
    throw new Problem("invalid-field", { detail, field: "/warnedTenorDays" });
  }
  const seconds = (days: number | null): number => (days ?? 0) * DAY;
  const policy = [seconds(warnedTenorDays), seconds(longestTenorDays), registrationRequired];
  const call = callTo(context, "policies", "setPolicy", [toHex(utf8(country)), policy]);
  const act = await afterDelay(context, actor, call, { act: "policy.set", schedule: "policy.schedule" });
  return { ...act, subject: `policy/${country}`, result: { ...act.result, country } };
}
