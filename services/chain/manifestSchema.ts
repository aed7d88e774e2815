import { Type } from "typebox";

import { ROLE_NAMES } from "./roles.ts";

const closed = { additionalProperties: false };
const address = Type.String({ pattern: "^0x[0-9a-f]{40}$" });
const hash = Type.String({ pattern: "^0x[0-9a-f]{64}$" });
const seconds = Type.Integer({ minimum: 0, maximum: 0xffffffff });

const contracts = Type.Object(
  {
    accessManager: address,
    parties: address,
    accountImplementation: address,
    fingerprints: address,
    attestations: address,
    policies: address,
    relay: address,
    receivables: address,
    bulk: address,
    market: address,
    standingOffers: address,
    servicing: address,
    guarantees: address,
    assets: address,
    facilities: address,
    loans: address,
    collateral: address,
    income: address,
    sales: address,
    syndication: address,
    covenants: address,
    votes: address,
    facilityGuarantees: address,
    cash: Type.Record(Type.String({ pattern: "^[A-Z]{3}$" }), address, closed),
  },
  closed,
);

const version = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    deployBlock: Type.Integer({ minimum: 1 }),
    contracts,
    accounts: Type.Object({ operator: address, governor: address }, closed),
    codeHashes: Type.Record(Type.String({ pattern: "^[a-zA-Z]+(/[A-Z]{3})?$" }), hash, closed),
    delays: Type.Object(
      {
        governor: seconds,
        grant: Type.Object(Object.fromEntries(ROLE_NAMES.map((role) => [role, seconds])), closed),
        recovery: seconds,
      },
      closed,
    ),
    roleDigest: hash,
  },
  closed,
);

/** Shape of deployments/<network>.json and of an embedded network's manifest. */
export const manifestSchema = Type.Object(
  {
    network: Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,62}$" }),
    chainId: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    genesisHash: hash,
    networkId: hash,
    versions: Type.Array(version, { minItems: 1 }),
  },
  closed,
);
