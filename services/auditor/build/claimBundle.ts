import type { Manifest } from "../../chain/manifest.ts";
import type { Rpc } from "../../chain/rpc.ts";
import type { Address, ClaimId, Hash, Hex } from "../../domain/brand.ts";
import type { FieldProof } from "../../domain/documentTree.ts";
import type { Checkpoint } from "../../evm/checkpointHash.ts";
import type { Database } from "../../store/database.ts";
import { completeBundle, FORMAT, labelsHash } from "../format/bundle.ts";
import { headerOf } from "../format/fields.ts";
import {
  ACCOUNT_COUNTS,
  ACCOUNT_HEAD,
  claimSlots,
  headSlot,
  outcomeSlot,
  readClaim,
  standingSlot,
} from "../format/layout.ts";
import { PROVEN_CONTRACTS } from "../format/proven.ts";
import { readClaimRows } from "./claimRows.ts";
import type { ClaimRows, IntentRow } from "./claimRows.ts";
import { ExportRefused } from "./refused.ts";
import { registers, registrationsIn } from "./registration.ts";
import { sealCalls } from "./sealCalls.ts";
import { stateNodes } from "./stateNodes.ts";
import { submittedIntent } from "./submittedIntent.ts";

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
}

/**
 * A claim's proof bundle as of the mirror's last block.
 * @throws ExportRefused, RpcError, RpcNoAnswer
 */
export async function claimBundle({ db, rpc, manifest }: Source, id: ClaimId, extras: Extras): Promise<string> {
  const rows = await readClaimRows(db, id);
  const version = manifest.versions.find(({ contracts }) => contracts.receivables === rows.contract);
  if (!version)
    throw new ExportRefused("incomplete", `the contract ${rows.contract} stands in no version of the ledger`);
  const block: Hex = `0x${rows.block.toString(16)}`;
  const header = await rpc.call<{ hash: Hash } | null>("eth_getBlockByNumber", [block, false]);
  if (header?.hash !== rows.blockHash)
    throw new ExportRefused("behind", "the node does not have the mirror's last block");

  const shown = rows.intents.map((row) => showIntent(row, rows, id));
  const actors = [...new Set(shown.map(({ intent }) => intent.account))];
  const { contracts } = version;
  const proven = PROVEN_CONTRACTS.map((name): [Address, Hash[]] => [contracts[name], []]);
  const parties = [...new Set([rows.seller, rows.debtor, ...actors])];
  const wanted = new Map<Address, Hash[]>([
    ...proven,
    [contracts.receivables, [...claimSlots(id as string as Hash), headSlot(id as string as Hash)]],
    [contracts.parties, parties.map(standingSlot)],
    ...parties.map((account): [Address, Hash[]] => [account, slotsOf(account, rows)]),
  ]);
  const [nodes, words] = await Promise.all([
    stateNodes(rpc, block, wanted),
    Promise.all(
      claimSlots(id as string as Hash).map((slot) =>
        rpc.call<Hex>("eth_getStorageAt", [contracts.receivables, slot, block]),
      ),
    ),
  ]);
  const signers = rows.intents.flatMap(({ signatures }) => (signatures ?? []).map(({ signer }) => signer));
  const labels = extras.checkpoint ? sorted(await extras.labels([...parties, ...signers])) : {};
  const { network, chainId, networkId, genesisHash } = manifest;
  return completeBundle({
    format: FORMAT,
    kind: "claim",
    subject: id,
    network: { name: network, chainId, networkId, genesisHash },
    version: version.version,
    contract: rows.contract,
    block: headerOf(header),
    state: readClaim(words.map(BigInt)).state,
    events: rows.events.map(({ topics, data }) => ({ topics, data })),
    accounts: actors.toSorted().map((address) => ({
      address,
      events: rows.accountEvents
        .filter(({ account }) => account === address)
        .map(({ topics, data }) => ({ topics, data })),
    })),
    intents: shown.map(({ intent }) => intent),
    attestation: attestationIn(shown, id),
    fields: extras.fields.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    checkpoint: extras.checkpoint
      ? await extras.checkpoint({ genesisHash, number: rows.block, hash: rows.blockHash, labels: labelsHash(labels) })
      : null,
    nodes,
    labels,
  });
}

const sorted = (labels: Readonly<Record<Address, string>>): Record<Address, string> =>
  Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What is proven of a party's account: that its signers are shown completely, and that its intents were executed. */
function slotsOf(account: Address, { intents }: ClaimRows): Hash[] {
  const own = intents.filter((row) => row.account === account);
  return own.length === 0 ? [] : [ACCOUNT_HEAD, ACCOUNT_COUNTS, ...own.map(({ id }) => outcomeSlot(id))];
}

function showIntent(row: IntentRow, { events }: ClaimRows, claim: ClaimId) {
  const { account, id, hash, signatures, recipient, input } = row;
  const intent = recipient && input ? submittedIntent(recipient, input, account, hash) : undefined;
  if (!intent || !signatures)
    throw new ExportRefused(
      "incomplete",
      `the signatures of the intent ${id} reached the ledger in a way that is not retained`,
    );
  const isUnclear = events.some((event) => event.intent === id && event.actor === null);
  if (isUnclear) throw new ExportRefused("incomplete", `two accounts used the intent id ${id} in one transaction`);
  const { deadline, gas, epoch, calls } = intent;
  const shown = sealCalls(calls, claim);
  return {
    intent: {
      account,
      id,
      deadline,
      gas,
      epoch,
      calls: shown,
      signatures: signatures.map(({ signature }) => signature),
    },
    calls,
  };
}

function attestationIn(shown: readonly ReturnType<typeof showIntent>[], claim: ClaimId) {
  const found = shown
    .flatMap(({ calls }) => calls)
    .flatMap(registrationsIn)
    .find((item) => registers(claim, item));
  if (!found) throw new ExportRefused("incomplete", "the attestation of the invoice is not retained");
  return found;
}
