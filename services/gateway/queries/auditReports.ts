import { createHash } from "node:crypto";

import { readBundle } from "../../auditor/format/bundle.ts";
import { auditReport } from "../../auditor/verify/html.ts";
import { verify } from "../../auditor/verify/verify.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { proofOf, trustFile } from "./proofs.ts";
import type { Shown } from "./proofs.ts";
import type { SubjectName } from "./proofSubjects.ts";

/** A fresh bundle, verified as any auditor would, as a page to print; the verifier makes the same page offline (`--html`). */
export async function auditReportOf(
  context: Context,
  actor: Actor,
  name: SubjectName,
  id: string,
  shown: Shown,
): Promise<string> {
  const bundle = await proofOf(context, actor, name, id, shown);
  const report = verify(readBundle(bundle), await trustFile(context));
  return auditReport(report, createHash("sha256").update(bundle).digest("hex"));
}
