import { LocalSigner, generateKey } from "../../../services/chain/localSigner.ts";
import { signingDomain } from "../../../services/chain/manifest.ts";
import { proofBundle } from "../../../services/auditor/build/proofBundle.ts";
import type { Extras } from "../../../services/auditor/build/proofBundle.ts";
import type { SubjectId } from "../../../services/auditor/build/rows.ts";
import { trustOf } from "../../../services/auditor/build/trustOf.ts";
import { readBundle } from "../../../services/auditor/format/bundle.ts";
import type { Bundle } from "../../../services/auditor/format/bundle.ts";
import type { Trust } from "../../../services/auditor/format/trust.ts";
import type { ClaimId } from "../../../services/domain/brand.ts";
import { checkpointDigest } from "../../../services/evm/checkpointHash.ts";
import type { Database } from "../../../services/store/database.ts";
import { migrate } from "../../../services/store/migrate.ts";
import { openDatabase } from "../../../services/store/openDatabase.ts";
import { indexAll } from "../indexer/indexed.ts";
import type { Ledger } from "../indexer/ledger.ts";
import { Cleanup, newPgliteFolder } from "../store/databases.ts";

const QUIET = { receipts: false, statementFields: async () => Promise.resolve(new Map()) };
const SIGNED_AT = 1_800_000_000n;

/** A ledger's claims as bundles, and what somebody has to believe of the ledger to check them. */
export class Exporter {
  readonly ledger: Ledger;
  readonly db: Database;
  readonly operator = new LocalSigner(generateKey());
  readonly clean: Cleanup;

  private constructor(ledger: Ledger, db: Database, clean: Cleanup) {
    this.ledger = ledger;
    this.db = db;
    this.clean = clean;
  }

  static async open(ledger: Ledger): Promise<Exporter> {
    const clean = new Cleanup();
    clean.add(() => ledger.network.stop());
    const db = clean.closing(await openDatabase({ directory: await newPgliteFolder(clean) }));
    await migrate(db);
    await indexAll(db, ledger);
    return new Exporter(ledger, db, clean);
  }

  get trust(): Trust {
    const { manifest, fingerprinter } = this.ledger.network;
    return trustOf(manifest, [fingerprinter.address], [this.operator.address]);
  }

  async text(subject: ClaimId | SubjectId, extras: Partial<Extras> = {}): Promise<string> {
    const { rpc, manifest, version } = this.ledger.network;
    const checkpoint: Extras["checkpoint"] = async (block) => {
      const domain = signingDomain(manifest, version.contracts.parties);
      const signature = await this.operator.sign(checkpointDigest(domain, { ...block, signedAt: SIGNED_AT }));
      return { signedAt: SIGNED_AT, signature };
    };
    const labels = async (): Promise<Record<string, string>> => Promise.resolve({});
    const id = typeof subject === "string" ? ({ kind: "claim", id: subject } as const) : subject;
    return proofBundle({ db: this.db, rpc, manifest }, id, {
      checkpoint,
      labels,
      fields: [],
      ...QUIET,
      ...extras,
    });
  }

  async bundle(subject: ClaimId | SubjectId, extras: Partial<Extras> = {}): Promise<Bundle> {
    return readBundle(await this.text(subject, extras));
  }
}
