import { generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";

import { QUESTIONS } from "./report.ts";
import type { Report, TimelineEntry } from "./report.ts";
import { instant, nobody, short, told } from "./told.ts";

const STYLE = `body{font:14px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}header{display:flex;gap:1.5rem;justify-content:space-between}
table{border-collapse:collapse;width:100%}th,td{border-top:1px solid #bbb;padding:.3rem .6rem .3rem 0;text-align:left;vertical-align:top}
code{font-size:.85em;word-break:break-all}.passed{color:#05602b}.failed{color:#a30000}.skipped{color:#5c5c5c}svg{width:9rem;height:9rem;flex:none}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}`;

const CUSTODIES = {
  "operator-held": "key held by the operator",
  own: "own key",
  "own-hsm": "own hardware key",
} as const;

/**
 * A printable page of a report, whole in itself: no script, nothing fetched. The QR code holds the bundle's hash, so that the
 * paper names the very file it was made from.
 *
 * @param sha256 of the bundle's text, lower-case hexadecimal
 */
export function auditReport(report: Report, sha256: string): string {
  const { result, kind, subject, network, chainId, asOf, verdicts, timeline, statements, fields } = report;
  const title = `Audit report of ${kind} ${short(subject)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${STYLE}</style></head><body>
<header><div><h1>${escape(title)}</h1>
<p class="${result === "proven" ? "passed" : "failed"}"><strong>${result === "proven" ? "Proven: everything that could be checked holds." : "Refused: do not rely on this bundle."}</strong></p>
<p>${kind} <code>${escape(subject)}</code><br>Network ${escape(network)}, chain ${chainId}<br>As of block ${escape(asOf.block)}, ${escape(asOf.time)}<br>Bundle SHA-256 <code>${escape(sha256)}</code></p></div>
${qrCode(`sha256:${sha256}`)}</header>
<h2>State</h2>${table(told(report.state, report).map((row) => row.map(escape)))}
<h2>Verdicts</h2>${table(
    verdicts.map(({ question, outcome, detail }) => [
      `<strong class="${outcome}">${outcome}</strong>`,
      escape(QUESTIONS[question]),
      escape(detail),
    ]),
  )}
<h2>What happened, and who signed it</h2><p>Names are the operator's words; all else is proven unless a verdict failed.</p>
${table(timeline.map((entry) => row(entry, report)))}
${statements.length === 0 ? "" : `<h2>What others attested about it</h2>${table(statements.map((entry) => row(entry, report).toSpliced(3, 0, disclosed(entry, report))))}`}
${fields.length === 0 ? "" : `<h2>Disclosed fields of the document</h2>${table(fields.map(({ path, value }) => [escape(path), escape(value)]))}`}
</body></html>
`;
}

/** What was disclosed of an attestation. */
const disclosed = ({ seq }: TimelineEntry, { statementFields }: Report): string =>
  statementFields
    .flatMap(({ statement, path, value }) => (statement === seq ? [`${escape(path)} = ${escape(value)}`] : []))
    .join("<br>");

function row(
  { seq, event, facts, actor, actorLabel, signedBy, at, notAfter }: TimelineEntry,
  report: Report,
): string[] {
  const keys = signedBy.map(({ key, custody, label }) => `${label ?? "?"} ${short(key)} (${CUSTODIES[custody]})`);
  return [
    seq.toString(),
    `<strong>${escape(event)}</strong><br>by ${escape(actor ? (actorLabel ?? short(actor)) : nobody(report))}`,
    escape(
      told(facts, report)
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
    ),
    escape(at === null ? "" : instant(at)),
    escape(
      keys.length === 0
        ? ""
        : `signed by ${keys.join(" and ")}${notAfter === null ? "" : `, not after ${instant(notAfter)}`}`,
    ),
  ];
}

const table = (rows: readonly (readonly string[])[]): string =>
  `<table>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("\n")}</table>`;

function qrCode(text: string): string {
  const code = generate(text);
  const margin = 4;
  const size = code.size + 2 * margin;
  return `<svg role="img" aria-label="QR code of the bundle's SHA-256" viewBox="${-margin} ${-margin} ${size} ${size}"><path d="${toSvgPath(code)}"/></svg>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Marks that turn the direction of writing would let a name pass for another one. */
const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark).replace(/[\p{Cc}\p{Cf}]/gu, "\ufffd");
