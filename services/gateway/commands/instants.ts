import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";

/** Epoch seconds of an instant that has to lie ahead. @throws Problem invalid-field */
export function futureSeconds({ now }: Context, instant: string, field: string): bigint {
  const milliseconds = Date.parse(instant);
  // A leap second is well-formed (RFC 3339) and has no number here.
  if (Number.isNaN(milliseconds)) throw new Problem("invalid-field", { detail: "there is no such instant", field });
  if (milliseconds > now().getTime()) return BigInt(Math.floor(milliseconds / 1000));
  throw new Problem("invalid-field", { detail: "the instant has passed", field });
}
