import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

import { networkEntity } from "../../services/chain/deployment/admitAccounts.ts";
import { currentVersion } from "../../services/chain/manifest.ts";
import type { Manifest } from "../../services/chain/manifest.ts";
import type { NetworkAccountName } from "../../services/chain/roles.ts";
import type { Address } from "../../services/domain/brand.ts";
import { issueApiKey } from "../../services/gateway/auth/apiKeys.ts";
import type { UserRole } from "../../services/gateway/auth/actor.ts";
import type { Database, Queries } from "../../services/store/database.ts";
import { json } from "../../services/store/parameter.ts";
import { CannotStart } from "./explain.ts";
import type { NetworkKeys } from "./network.ts";

/** API keys of the network's own users, by what they do. */
export interface Credentials {
  /** Admits parties. */
  readonly registrar: string;
  /** Makes the governor's acts, which the checker approves. */
  readonly governorMaker: string;
  readonly governorChecker: string;
}

/** The first users, made once; their API keys are written to a file before they become valid. */
export async function ensureCredentials(
  db: Database,
  manifest: Manifest,
  keys: NetworkKeys,
  file: string,
): Promise<Credentials> {
  return db.tx(async (q) => {
    const [known] = await q.query("SELECT 1 FROM core.parties LIMIT 1");
    if (known) return readCredentials(file);
    await party(q, manifest, "operator", "Network operator");
    await party(q, manifest, "governor", "Network governor");
    const [maker, checker] = keys.governors;
    const credentials: Credentials = {
      registrar: await user(q, manifest, "operator", "Registrar", ["maker", "operator"], keys.operator),
      governorMaker: await user(q, manifest, "governor", "Governor (maker)", ["maker"], maker),
      governorChecker: await user(q, manifest, "governor", "Governor (checker)", ["checker"], checker),
    };
    writeFileSync(file, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
    return credentials;
  });
}

/** @throws CannotStart when the file is not there or not ours */
export function readCredentials(file: string): Credentials {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Credentials;
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "it is not JSON";
    throw new CannotStart(
      `the network's first API keys are kept in ${file}, which cannot be read (${why}): TALLYSTICK_HOME is the service's folder`,
      {
        cause: error,
      },
    );
  }
}

async function party(q: Queries, manifest: Manifest, name: NetworkAccountName, title: string): Promise<void> {
  await q.query(
    `INSERT INTO core.parties (id, account, name, country, identifiers, roles, kyb_valid_until, custody)
     VALUES ($1, $2, $3, 'ZZ', $4, $5, '2099-12-31', 'custodial')`,
    [networkEntity(manifest.networkId, name), currentVersion(manifest).accounts[name], title, json([]), ["operator"]],
  );
}

async function user(
  q: Queries,
  manifest: Manifest,
  account: NetworkAccountName,
  name: string,
  roles: readonly UserRole[],
  signer: Address,
): Promise<string> {
  const id = randomBytes(16).toString("hex");
  await q.query(
    "INSERT INTO core.users (id, party_id, name, roles, signer, signer_kind) VALUES ($1, $2, $3, $4, $5, 'custodial')",
    [id, networkEntity(manifest.networkId, account), name, [...roles], signer],
  );
  return issueApiKey(q, id);
}
