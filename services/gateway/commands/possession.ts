import { possessionDigest } from "../../chain/intents.ts";
import { signingDomain } from "../../chain/manifest.ts";
import { ChainError } from "../../chain/problem.ts";
import { recoverSigner } from "../../chain/signer.ts";
import type { Custody } from "../../chain/signer.ts";
import type { Address, EntityId, Hex } from "../../domain/brand.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";

/** A key of a party with the proof that somebody holds it. */
export interface PartySigner<C extends Custody = Custody> {
  readonly address: Address;
  readonly custody: C;
  readonly possession: Hex;
}

export interface OwnKey {
  readonly address: string;
  readonly possession: string;
}

/** A new key that the service keeps. */
export async function keptSigner(context: Context, party: EntityId): Promise<PartySigner<"custodial">> {
  const key = await context.keystore.create();
  const digest = possessionDigest(possessionDomain(context), party, key.address);
  return { address: key.address, custody: "custodial", possession: await key.sign(digest) };
}

/** A key that its user keeps. @throws Problem bad-signature */
export function ownSigner<C extends "external" | "hsm">(
  context: Context,
  party: EntityId,
  { address, possession }: OwnKey,
  custody: C,
  field: string,
): PartySigner<C> {
  const signer = { address: address as Address, custody, possession: possession as Hex };
  const digest = possessionDigest(possessionDomain(context), party, signer.address);
  if (recovered(digest, signer.possession) === signer.address) return signer;
  throw new Problem("bad-signature", {
    detail: `the signature does not show that whoever made it holds the key of ${address}`,
    field: `${field}/possession`,
  });
}

const possessionDomain = ({ manifest, version }: Context) => signingDomain(manifest, version.contracts.parties);

function recovered(...given: Parameters<typeof recoverSigner>): Address | undefined {
  try {
    return recoverSigner(...given);
  } catch (error) {
    if (error instanceof ChainError) return undefined;
    throw error;
  }
}
