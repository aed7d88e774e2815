import type { Address, Hash } from "../../../domain/brand.ts";
import { checkpointDigest } from "../../../evm/checkpointHash.ts";
import { recoverDigest } from "../../../evm/signature.ts";
import { labelsHash } from "../../format/bundle.ts";
import type { Bundle } from "../../format/bundle.ts";
import type { Trust } from "../../format/trust.ts";
import { must } from "../problem.ts";
import type { Verdict } from "../report.ts";
import type { Ledger } from "./ledger.ts";

/** A block that the operator has signed for, and the names that go with it. */
interface SignedBlock extends Pick<Bundle, "block" | "labels"> {
  readonly checkpoint: NonNullable<Bundle["checkpoint"]>;
  readonly hash: Hash;
}

/** The operator's key that signed that the block is of its chain. @throws Refused, DomainError bad-signature */
export function signerOfBlock(
  { checkpoint: { signedAt, signature }, block, hash, labels }: SignedBlock,
  { network: { chainId, networkId, genesisHash }, operatorKeys }: Trust,
  ledger: Ledger,
): Address {
  const digest = checkpointDigest(
    { chainId, networkId, contract: ledger.contract("parties") },
    { genesisHash, number: BigInt(block.number), hash, signedAt, labels: labelsHash(labels) },
  );
  const signer = recoverDigest(digest, signature);
  must(operatorKeys.includes(signer), `the checkpoint was signed by ${signer}, which is not trusted`);
  return signer;
}

/** The operator's word on the block and on the names; no evidence of anything else. @throws Refused, DomainError bad-signature */
export function checkCheckpoint(
  { checkpoint, block, labels }: Bundle,
  trust: Trust,
  ledger: Ledger,
): Pick<Verdict, "outcome" | "detail"> {
  if (!checkpoint) {
    must(Object.keys(labels).length === 0, "the bundle gives names that nobody has signed");
    return { outcome: "skipped", detail: "the bundle has no signed checkpoint" };
  }
  const signer = signerOfBlock({ checkpoint, block, labels, hash: ledger.blockHash }, trust, ledger);
  const at = new Date(Number(checkpoint.signedAt % MAX_SECONDS) * 1000).toISOString();
  const number = BigInt(block.number);
  return { outcome: "passed", detail: `block ${number} was signed by the operator's key ${signer}, ${at}` };
}

/** Beyond what dates can show. */
const MAX_SECONDS = 100_000_000_000n;
