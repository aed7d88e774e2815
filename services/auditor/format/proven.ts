/** Contracts whose code is proven: they keep what is proven, and give it its meaning. */
export const PROVEN_CONTRACTS = [
  "receivables",
  "servicing",
  "fingerprints",
  "parties",
  "accountImplementation",
] as const;

export type ProvenContract = (typeof PROVEN_CONTRACTS)[number];
