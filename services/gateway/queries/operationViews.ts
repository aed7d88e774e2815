import { typedData } from "../../chain/intents.ts";
import { signingDomain } from "../../chain/manifest.ts";
import type { Address, Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Context } from "../context.ts";
import type { OperationRow } from "../operations/row.ts";
import { instant, instantOfSeconds } from "../schemas/instants.ts";

interface SignatureRow {
  readonly operation_id: Hash;
  readonly signer: Address;
  readonly signed_at: string;
  readonly user_name: string | null;
  readonly signer_kind: string | null;
}

/** Operations as the API shows them: the signatures of all of them are looked up together. */
export async function viewOperations(
  { db, manifest }: Context,
  rows: readonly OperationRow[],
): Promise<Record<string, unknown>[]> {
  const signatures = await signaturesOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const intent = { ...row.intent, deadline: BigInt(row.intent.deadline), gas: BigInt(row.intent.gas) };
    return {
      id: row.id,
      status: row.status,
      command: row.command,
      subject: row.subject,
      account: row.account,
      threshold: row.threshold,
      signatures: (signatures.get(row.id) ?? []).map(viewSignature),
      deadline: instantOfSeconds(intent.deadline),
      createdAt: instant(row.created_at),
      result: row.result,
      error: row.error,
      position: row.block === null ? null : { block: String(row.block), transaction: row.transaction_hash },
      ...(row.status === "awaiting_signatures" && {
        typedData: typedData(signingDomain(manifest, row.account), intent),
      }),
    };
  });
}

const viewSignature = ({ signer, user_name, signer_kind, signed_at }: SignatureRow): object => ({
  signer,
  user: user_name,
  custody: signer_kind ?? "external",
  signedAt: instant(signed_at),
});

async function signaturesOf(q: Queries, operations: readonly Hash[]): Promise<ReadonlyMap<Hash, SignatureRow[]>> {
  const rows = await q.query<SignatureRow>(
    `SELECT s.operation_id, s.signer, s.signed_at, u.name AS user_name, k.custody AS signer_kind
       FROM core.signatures s LEFT JOIN core.users u ON u.id = s.user_id
       LEFT JOIN core.known_keys k ON k.address = s.signer
      WHERE s.operation_id = ANY($1) ORDER BY s.signed_at, s.signer`,
    [operations],
  );
  return Map.groupBy(rows, ({ operation_id }) => operation_id);
}
