import { LocalSigner } from "../../chain/localSigner.ts";
import { signingDomain } from "../../chain/manifest.ts";
import type { Signer } from "../../chain/signer.ts";
import type { Hex } from "../../domain/brand.ts";
import { checkpointDigest } from "../../evm/checkpointHash.ts";
import type { Checkpoint } from "../../evm/checkpointHash.ts";
import type { Context } from "../context.ts";
import { ensureSecret } from "../secrets.ts";
import { nowOf } from "./claims.ts";

/** A key for nothing else: by it the operator says that a block is of its chain. */
const CHECKPOINT_KEY = "checkpoint/1";

export async function checkpointSigner({ keystore }: Context): Promise<Signer> {
  const key = await ensureSecret(keystore, CHECKPOINT_KEY);
  return new LocalSigner(key);
}

export async function signCheckpoint(
  context: Context,
  block: Omit<Checkpoint, "signedAt">,
): Promise<{ signedAt: bigint; signature: Hex }> {
  const signer = await checkpointSigner(context);
  const domain = signingDomain(context.manifest, context.version.contracts.parties);
  const signedAt = nowOf(context);
  return { signedAt, signature: await signer.sign(checkpointDigest(domain, { ...block, signedAt })) };
}
