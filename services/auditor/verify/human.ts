import { QUESTIONS } from "./report.ts";
import type { Report, TimelineEntry, Verdict } from "./report.ts";
import { instant, nobody, short, told } from "./told.ts";

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

/** The report as people read it. Texts out of the bundle lose whatever a terminal would obey. */
export function human(report: Report): string {
  const { result, kind, subject, network, chainId, asOf, state, verdicts, timeline, statements, fields } = report;
  const lines = [
    `${title(kind).padEnd(WIDTH)}${subject}`,
    `Network    ${network}, chain ${chainId}`,
    `As of      block ${asOf.block}, ${asOf.time}`,
    `State      ${listed(told(state, report))}`,
    "",
    ...verdicts.flatMap(({ question, outcome, detail }) => [
      `${MARKS[outcome]} ${question.padEnd(WIDTH)} ${outcome === "skipped" ? `skipped: ${detail}` : detail}`,
      ...(outcome === "failed" ? [`${" ".repeat(8 + WIDTH)} (${QUESTIONS[question]})`] : []),
    ]),
    "",
    "What happened, and who signed it (names are the operator's words, all else is proven unless a verdict failed):",
    ...timeline.flatMap((one) => entry(one, report)),
    ...(statements.length === 0 ? [] : ["", "What others attested about it:"]),
    ...statements.flatMap((one) => [...entry(one, report), ...disclosed(one, report)]),
    ...(fields.length === 0 ? [] : ["", "Fields of the document:"]),
    ...fields.map(({ path, value }) => `  ${path} = ${value}`),
    "",
    result === "proven" ? "PROVEN: everything that could be checked holds." : "REFUSED: do not rely on this bundle.",
  ];
  return lines.map(printable).join("\n");
}

const disclosed = ({ seq }: TimelineEntry, { statementFields }: Report): string[] =>
  statementFields.flatMap(({ statement, path, value }) => (statement === seq ? [`       ${path} = ${value}`] : []));

const title = (kind: string): string => kind.charAt(0).toUpperCase() + kind.slice(1);

function entry(
  { seq, event, facts, actor, actorLabel, signedBy, at, notAfter }: TimelineEntry,
  report: Report,
): string[] {
  const who = actor ? `${actorLabel ?? "?"} (${short(actor)})` : nobody(report);
  const keys = signedBy.map(({ key, custody, label }) => `${label ?? "?"} ${short(key)} [${CUSTODIES[custody]}]`);
  const limit = notAfter === null ? "" : `, not after ${instant(notAfter)}`;
  const what = listed(told(facts, report));
  return [
    `  ${String(seq).padStart(3)}  ${event} by ${who}${at === null ? limit : `, ${instant(at)}`}`,
    ...(what === "" ? [] : [`       ${what}`]),
    ...(keys.length === 0 ? [] : [`       signed by ${keys.join(" and ")}`]),
  ];
}

const listed = (facts: readonly (readonly [string, string])[]): string =>
  facts.map(([name, value]) => `${name} ${value}`).join(", ");

/** Controls and marks that turn the direction of writing are shown by their numbers. */
const printable = (line: string): string =>
  line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
