import type { Manifest } from "../../chain/manifest.ts";
import type { Rpc } from "../../chain/rpc.ts";
import type { Address, Hash, Hex } from "../../domain/brand.ts";
import type { FieldProof } from "../../domain/documentTree.ts";
import type { Checkpoint } from "../../evm/checkpointHash.ts";
import type { Database } from "../../store/database.ts";
import { completeBundle, FORMAT, labelsHash } from "../format/bundle.ts";
import { STATEMENT_EVENTS } from "../format/histories/statement.ts";
import { historyReader } from "../format/historyEvent.ts";
import { headerOf } from "../format/fields.ts";
import { receiptProof } from "./receipts.ts";
import { ExportRefused } from "./refused.ts";
import { readRows } from "./rows.ts";
import type { SubjectId, SubjectRows } from "./rows.ts";
import { showIntents } from "./showIntents.ts";
import { provenState } from "./provenState.ts";

const readStatement = historyReader(STATEMENT_EVENTS);

export interface Source {
  readonly db: Database;
  readonly rpc: Rpc;
  readonly manifest: Manifest;
}

export interface Extras {
  /** Signs that the block is of the operator's chain; undefined where validators do. */
  readonly checkpoint:
    ((block: Omit<Checkpoint, "signedAt">) => Promise<{ signedAt: bigint; signature: Hex }>) | undefined;
  /** Names of accounts and keys, for people. */
  readonly labels: (addresses: readonly Address[]) => Promise<Readonly<Record<Address, string>>>;
  readonly fields: readonly FieldProof[];
  /** Disclosed fields of attestations, by the roots of their trees. */
  readonly statementFields: (roots: readonly Hash[]) => Promise<ReadonlyMap<Hash, readonly FieldProof[]>>;
  /** Whether the receipt of each event is shown too: with it, all logs of the event's transaction. */
  readonly receipts: boolean;
}

/**
 * A subject's proof bundle as of the mirror's last block.
 * @throws ExportRefused, RpcError, RpcNoAnswer
 */
export async function proofBundle({ db, rpc, manifest }: Source, subject: SubjectId, extras: Extras): Promise<string> {
  const rows = await readRows(db, subject);
  const version = manifest.versions.find(({ contracts }) => Object.values(contracts).includes(rows.listed));
  if (!version)
    throw new ExportRefused("incomplete", `the contract ${rows.contract} stands in no version of the ledger`);
  const block: Hex = `0x${rows.block.toString(16)}`;
  const header = await rpc.call<{ hash: Hash } | null>("eth_getBlockByNumber", [block, false]);
  if (header?.hash !== rows.blockHash)
    throw new ExportRefused("behind", "the node does not have the mirror's last block");

  const shown = showIntents(rows, subject, version.contracts);
  const actors = [...new Set(shown.intents.map(({ account }) => account))].sort();
  const parties = [...new Set([...rows.parties, ...actors])];
  const { state, nodes } = await provenState(rpc, {
    subject,
    block,
    rows,
    contracts: version.contracts,
    actors,
    parties,
  });
  const receipts = extras.receipts ? await Promise.all(rows.events.map((event) => receiptProof(rpc, event))) : [];
  const signers = rows.intents.flatMap(({ signatures }) => (signatures ?? []).map(({ signer }) => signer));
  const labels = extras.checkpoint ? sorted(await extras.labels([...parties, ...signers])) : {};
  const { network, chainId, networkId, genesisHash } = manifest;
  const signed = async (number: bigint, hash: Hash): Promise<unknown> =>
    (await extras.checkpoint?.({ genesisHash, number, hash, labels: labelsHash(labels) })) ?? null;
  return completeBundle({
    format: FORMAT,
    kind: subject.kind,
    subject: subject.id,
    network: { name: network, chainId, networkId, genesisHash },
    version: version.version,
    contract: rows.contract,
    block: headerOf(header),
    state,
    events: rows.events.map(asLogged),
    accounts: actors.map((address) => ({
      address,
      events: rows.accountEvents.filter(({ account }) => account === address).map(asLogged),
    })),
    intents: shown.intents,
    attestation: shown.attestation,
    statements: rows.statements.map(asLogged),
    receipts: await Promise.all(
      receipts.map(async ({ seq, block: of, number, hash, transaction, log }) => ({
        ...{ seq, block: of, transaction, log },
        checkpoint: await signed(number, hash),
      })),
    ),
    fields: extras.fields.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    statementFields: await fieldsOfStatements(rows, extras),
    checkpoint: await signed(rows.block, rows.blockHash),
    nodes: [...new Set([...nodes, ...receipts.flatMap((receipt) => receipt.nodes)])].sort(),
    labels,
  });
}

async function fieldsOfStatements({ statements }: SubjectRows, { statementFields }: Extras): Promise<object[]> {
  const made = statements.map(readStatement).filter(({ name }) => name === "Attested");
  const shown = await statementFields(made.map(({ facts }) => facts["details"] as Hash));
  return made.flatMap(({ seq, facts }) =>
    (shown.get(facts["details"] as Hash) ?? [])
      .toSorted((a, b) => (a.path < b.path ? -1 : 1))
      .map((field) => ({ statement: Number(seq), ...field })),
  );
}

const asLogged = ({ topics, data }: { topics: readonly Hash[]; data: Hex }) => ({ topics, data });

const sorted = (labels: Readonly<Record<Address, string>>): Record<Address, string> =>
  Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
