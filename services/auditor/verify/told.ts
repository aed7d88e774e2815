import { formatDecimal } from "../../domain/money.ts";
import type { Fact } from "../format/historyEvent.ts";
import type { Report } from "./report.ts";

/** In minor units of the claim's currency; a unit is one of them. */
const AMOUNTS = new Set([
  ...["face", "amount", "units", "received", "withdrawn", "suspense", "dust", "price", "disputed"],
  ...["diluted", "sellerPaid", "paidOut", "redeemed"],
  ...["principal", "minimum", "funded", "paid", "surplus", "outstanding", "undrawn", "weight", "total"],
]);
const INSTANTS = new Set([
  ...["dueAt", "resolveBy", "deadline", "date"],
  ...["expiresAt", "validUntil", "feesPaidUntil", "debtDueAt", "officialAt", "executableAt"],
  ...["availableUntil", "fundBy", "votesBy", "waivedUntil", "cureBy", "until"],
]);
const SHORT = 10;
const MAX_SECONDS = 100_000_000_000n;

/** Facts as people read them: amounts in major units, instants in UTC, parties by what the operator calls them. */
export function told(
  facts: Report["state"],
  report: Pick<Report, "labels" | "currency">,
): [name: string, value: string][] {
  const shown = Object.entries(facts).filter(([, value]) => !(typeof value === "string" && /^0x0+$/.test(value)));
  return shown.map(([name, value]) => [name, tell(name, value, report)]);
}

function tell(name: string, value: Fact, { labels, currency }: Pick<Report, "labels" | "currency">): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  const named = (one: string): string => labels[one as keyof typeof labels] ?? short(one);
  if (typeof value === "object") return value.map((row) => row.map(named).join(" ")).join("; ") || "none";
  if (AMOUNTS.has(name) && currency !== null) return `${formatDecimal(BigInt(value), currency)} ${currency}`;
  if (INSTANTS.has(name)) return endless(value) ?? instant(value);
  return named(value);
}

/** Zero is for what nobody has said, the largest number (uint40) for what has no end. */
const FOREVER = (2n ** 40n - 1n).toString();
const endless = (value: string): string | undefined =>
  value === "0" ? "not said" : value === FOREVER ? "without end" : undefined;

/** Who brings about what no intent of a party does. */
export const nobody = ({ kind }: Pick<Report, "kind">): string =>
  kind === "party" ? "the ledger, with an admission or a recovery" : "anyone: no signature is needed";

export const instant = (seconds: string): string =>
  new Date(Number(BigInt(seconds) % MAX_SECONDS) * 1000).toISOString().replace(".000Z", "Z");

export const short = (value: string): string =>
  /^0x[0-9a-f]{40,}$/.test(value) ? `${value.slice(0, SHORT)}...` : value;
