import type { Manifest } from "../../chain/manifest.ts";
import type { Address } from "../../domain/brand.ts";
import { LAYOUT } from "../format/layout.ts";
import { PROVEN_CONTRACTS } from "../format/proven.ts";
import type { ProvenContract } from "../format/proven.ts";
import { TRUST_FORMAT } from "../format/trust.ts";
import type { Trust } from "../format/trust.ts";

/** What somebody who verifies has to believe of this network beforehand. */
export function trustOf(
  { network, chainId, networkId, genesisHash, versions }: Manifest,
  fingerprinters: readonly Address[],
  operatorKeys: readonly Address[],
  consensus: Trust["consensus"] = { kind: "single-operator" },
): Trust {
  return {
    format: TRUST_FORMAT,
    network: { name: network, chainId, networkId, genesisHash },
    versions: versions.map(({ version, contracts, codeHashes }) => ({
      version,
      layout: LAYOUT,
      contracts: pick(contracts),
      codeHashes: pick(codeHashes),
      fingerprinters,
    })),
    operatorKeys,
    consensus,
  };
}

function pick<T>(from: Readonly<Partial<Record<ProvenContract, T>>> | Readonly<Record<string, T>>): Record<string, T> {
  const known: Readonly<Record<string, T>> = { ...from };
  return Object.fromEntries(
    PROVEN_CONTRACTS.toSorted().flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])),
  );
}
