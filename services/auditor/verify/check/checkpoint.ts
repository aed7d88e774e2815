import { checkpointDigest } from "../../../evm/checkpointHash.ts";
import { recoverDigest } from "../../../evm/signature.ts";
import { labelsHash } from "../../format/bundle.ts";
import type { Bundle } from "../../format/bundle.ts";
import type { Trust } from "../../format/trust.ts";
import { must } from "../problem.ts";
import type { Verdict } from "../report.ts";
import type { Ledger } from "./ledger.ts";

/** The operator's word on the block and on the names; no evidence of anything else. @throws Refused, DomainError bad-signature */
export function checkCheckpoint(
  { checkpoint, block, network, labels }: Bundle,
  trust: Trust,
  ledger: Ledger,
): Pick<Verdict, "outcome" | "detail"> {
  if (!checkpoint) {
    must(Object.keys(labels).length === 0, "the bundle gives names that nobody has signed");
    return { outcome: "skipped", detail: "the bundle has no signed checkpoint" };
  }
  const { signedAt, signature } = checkpoint;
  const { chainId, networkId, genesisHash } = network;
  const number = BigInt(block.number);
  const digest = checkpointDigest(
    { chainId, networkId, contract: ledger.contract("parties") },
    { genesisHash, number, hash: ledger.blockHash, signedAt, labels: labelsHash(labels) },
  );
  const signer = recoverDigest(digest, signature);
  must(trust.operatorKeys.includes(signer), `the checkpoint was signed by ${signer}, which is not trusted`);
  const at = new Date(Number(signedAt % MAX_SECONDS) * 1000).toISOString();
  return { outcome: "passed", detail: `block ${number} was signed by the operator's key ${signer}, ${at}` };
}

/** Beyond what dates can show. */
const MAX_SECONDS = 100_000_000_000n;
