import { typedData } from "../../chain/intents.ts";
import { signingDomain } from "../../chain/manifest.ts";
import type { Queries } from "../../store/database.ts";
import type { Context } from "../context.ts";
import { instant, instantOfSeconds } from "../schemas/instants.ts";
import type { OperationRow } from "./row.ts";

interface SignatureRow {
  signer: string;
  signed_at: string;
  user_name: string | null;
  signer_kind: string | null;
}

/** An operation as the API shows it. */
export async function viewOperation({ db, manifest }: Context, row: OperationRow): Promise<Record<string, unknown>> {
  const signatures = await signaturesOf(db, row.id);
  const domain = signingDomain(manifest, row.account);
  const intent = { ...row.intent, deadline: BigInt(row.intent.deadline), gas: BigInt(row.intent.gas) };
  return {
    id: row.id,
    status: row.status,
    command: row.command,
    subject: row.subject,
    account: row.account,
    threshold: row.threshold,
    signatures: signatures.map((s) => ({
      signer: s.signer,
      user: s.user_name,
      custody: s.signer_kind ?? "external",
      signedAt: instant(s.signed_at),
    })),
    deadline: instantOfSeconds(intent.deadline),
    createdAt: instant(row.created_at),
    result: row.result,
    error: row.error,
    position: row.block === null ? null : { block: String(row.block), transaction: row.transaction_hash },
    ...(row.status === "awaiting_signatures" && { typedData: typedData(domain, intent) }),
  };
}

async function signaturesOf(q: Queries, operation: string): Promise<SignatureRow[]> {
  return q.query<SignatureRow>(
    `SELECT s.signer, s.signed_at, u.name AS user_name, k.custody AS signer_kind
       FROM core.signatures s LEFT JOIN core.users u ON u.id = s.user_id
       LEFT JOIN core.known_keys k ON k.address = s.signer
      WHERE s.operation_id = $1 ORDER BY s.signed_at, s.signer`,
    [operation],
  );
}
