import { createHash } from "node:crypto";

import type { Json } from "../client.ts";
import { expectEqual, StoryFailed } from "../client.ts";
import type { Told } from "../story.ts";
import { download } from "./download.ts";
import type { OfflineScene } from "./scene.ts";

/** While the service runs: the claim's graph, its timeline as CSV, the claim of a file, and the report to print. */
export async function inspect({ cast, network, receivable, document }: OfflineScene): Promise<Told> {
  const { maker } = cast.supplier;
  const path = `/v1/provenance/receivables/${receivable}`;
  const { nodes, edges, timeline } = (await maker.get(path)) as { nodes: Json[]; edges: Json[]; timeline: Json[] };
  expectEqual(edges.length, timeline.length + 1, "edges: the document's and one for each event");
  const known = new Set(nodes.map(({ id }) => id));
  expectEqual(
    edges.filter(({ from, to }) => !known.has(from) || !known.has(to)),
    [],
    "edges that lead nowhere",
  );
  const rows = (await download(network.url, maker, `${path}/timeline`)).trimEnd().split("\r\n");
  expectEqual(rows.length, timeline.length + 1, "rows of the CSV");
  const sha256 = createHash("sha256").update(document.bytes).digest("hex");
  const { receivable: owner, statement } = await maker.get(`/v1/provenance/files/${sha256}`);
  expectEqual(owner, receivable, "the claim that the file belongs to");
  const report = await download(network.url, maker, `/v1/proofs/receivables/${receivable}/report?fields=number`);
  for (const part of ["Proven: everything", "single operator", "<svg", cast.buyer.name])
    if (!report.includes(part)) throw new StoryFailed(`the audit report does not show "${part}"`);
  return {
    title:
      "While the service runs: provenance as a graph and as CSV, the claim of a file by its hash, a report to print",
    lines: [
      `${String(nodes.length)} nodes, ${String(edges.length)} edges; ${rows[0] ?? ""}`,
      String(statement),
      `audit report with its verdicts and a QR code: ${String(report.length)} bytes of HTML`,
    ],
    data: { nodes: nodes.length, edges: edges.length, sha256 },
  };
}
