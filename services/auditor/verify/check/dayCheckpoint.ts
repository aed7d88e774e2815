import type { Address } from "../../../domain/brand.ts";
import { dayCheckpointDigest } from "../../../evm/dayCheckpointHash.ts";
import { recoverDigest } from "../../../evm/signature.ts";
import { accessHead, NO_ACCESS } from "../../format/accessLog.ts";
import type { AccessLog } from "../../format/accessLog.ts";
import type { SignedCheckpoint } from "../../format/checkpoint.ts";
import type { Trust } from "../../format/trust.ts";
import { must } from "../problem.ts";
import { mustBeSame } from "./sameState.ts";

/** The operator's key that signed the checkpoint. @throws Refused, DomainError bad-signature */
export function checkDayCheckpoint(checkpoint: SignedCheckpoint, { network, versions, operatorKeys }: Trust): Address {
  mustBeSame(checkpoint.network, network, "in the trust file");
  const known = versions.some(({ contracts }) => contracts["parties"] === checkpoint.parties);
  must(known, `${checkpoint.parties} is not the trusted contract of parties`);
  const { chainId, networkId, genesisHash } = network;
  const digest = dayCheckpointDigest(
    { chainId, networkId, contract: checkpoint.parties },
    { ...checkpoint, genesisHash },
  );
  const signer = recoverDigest(digest, checkpoint.signature);
  must(operatorKeys.includes(signer), `the checkpoint was signed by ${signer}, which is not trusted`);
  return signer;
}

/**
 * The log is one chain of hashes from its first entry, and what a checkpoint has signed of it still stands in it.
 * @returns how many of its entries the checkpoint covers
 * @throws Refused
 */
export function checkAccessLog({ entries, network }: AccessLog, checkpoint: SignedCheckpoint): bigint {
  mustBeSame(network, checkpoint.network, "in the checkpoint");
  let head = NO_ACCESS;
  let signed = checkpoint.accesses === 0n ? NO_ACCESS : undefined;
  for (const [at, entry] of entries.entries()) {
    must(entry.sequence === BigInt(at + 1), `entry ${entry.sequence} of the log stands in place ${at + 1}`);
    head = accessHead(head, entry);
    if (entry.sequence === checkpoint.accesses) signed = head;
  }
  must(signed !== undefined, `the log has ${entries.length} entries, and the checkpoint signed ${checkpoint.accesses}`);
  must(signed === checkpoint.accessHead, `the first ${checkpoint.accesses} entries are not those that were signed`);
  return checkpoint.accesses;
}
