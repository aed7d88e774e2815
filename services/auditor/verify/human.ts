import { QUESTIONS } from "./report.ts";
import type { Report, TimelineEntry, Verdict } from "./report.ts";

const MARKS: Readonly<Record<Verdict["outcome"], string>> = {
  passed: "PASSED ",
  failed: "FAILED ",
  skipped: "skipped",
};
const CUSTODIES = {
  "operator-held": "key held by the operator",
  own: "own key",
  "own-hsm": "own hardware key",
} as const;
const WIDTH = 11;
const SHORT = 10;

/** The report as people read it. Texts out of the bundle lose whatever a terminal would obey. */
export function human({ result, claim, network, chainId, asOf, state, verdicts, timeline, fields }: Report): string {
  const lines = [
    `Claim      ${claim}`,
    `Network    ${network}, chain ${chainId}`,
    `As of      block ${asOf.block}, ${asOf.time}`,
    `State      ${Object.entries(state)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(", ")}`,
    "",
    ...verdicts.flatMap(({ question, outcome, detail }) => [
      `${MARKS[outcome]} ${question.padEnd(WIDTH)} ${outcome === "skipped" ? `skipped: ${detail}` : detail}`,
      ...(outcome === "failed" ? [`${" ".repeat(8 + WIDTH)} (${QUESTIONS[question]})`] : []),
    ]),
    "",
    "What happened, and who signed it (names are the exporter's, all else is proven unless a verdict failed):",
    ...timeline.map(entry),
    ...(fields.length === 0
      ? []
      : ["", "Fields of the document:", ...fields.map(({ path, value }) => `  ${path} = ${value}`)]),
    "",
    result === "proven" ? "PROVEN: everything that could be checked holds." : "REFUSED: do not rely on this bundle.",
  ];
  return lines.map(printable).join("\n");
}

function entry({ seq, event, facts, actor, actorLabel, signedBy, notAfter }: TimelineEntry): string {
  const told = Object.entries(facts).map(([name, value]) => `${name} ${short(value)}`);
  const who = actor ? `${actorLabel ?? "?"} (${short(actor)})` : "anyone: no signature is needed";
  const keys = signedBy.map(({ key, custody, label }) => `${label ?? "?"} ${short(key)} [${CUSTODIES[custody]}]`);
  const signed = keys.length === 0 ? "" : `\n       signed by ${keys.join(" and ")}`;
  const limit = notAfter === null ? "" : `, not after ${new Date(Number(notAfter) * 1000).toISOString()}`;
  return `  ${String(seq).padStart(3)}  ${event} by ${who}${limit}\n       ${told.join(", ")}${signed}`;
}

const short = (value: string | boolean): string =>
  typeof value === "string" && /^0x[0-9a-f]{40,}$/.test(value) ? `${value.slice(0, SHORT)}...` : String(value);

/** Controls and marks that turn the direction of writing are shown by their numbers. */
const printable = (line: string): string =>
  line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === "\n" ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
