import type { Kind } from "./state.ts";

/** Contracts whose code is proven: they keep what is proven, and give it its meaning. Every bundle rests on the first three. */
const ALWAYS = ["parties", "accountImplementation", "attestations"] as const;
const PROVEN_BY_KIND = {
  claim: ["receivables", "servicing", "guarantees", "fingerprints"],
  asset: ["assets"],
  party: [],
  facility: ["facilities", "syndication", "loans", "covenants", "votes", "collateral", "income", "facilityGuarantees"],
} as const satisfies Record<Kind, readonly string[]>;

export type ProvenContract = (typeof ALWAYS)[number] | (typeof PROVEN_BY_KIND)[Kind][number];

export const provenFor = (kind: Kind): readonly ProvenContract[] => [...ALWAYS, ...PROVEN_BY_KIND[kind]];

/** What a trust file names. */
export const PROVEN_CONTRACTS: readonly ProvenContract[] = [...ALWAYS, ...Object.values(PROVEN_BY_KIND).flat()];
