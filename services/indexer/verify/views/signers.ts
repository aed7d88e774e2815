import type { Address } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface SignerRow {
  readonly account: Address;
  readonly epoch: bigint;
  readonly key: Address;
  readonly custody: string;
}

const CUSTODIES = ["none", "custodial", "external", "hsm"];

/** Of the epochs in force: of the others the contract says nothing any more, and the history head everything. */
export const signers = viewCheck<SignerRow>({
  table: "signers",
  key: ["account", "epoch", "key"],
  sql: `select s.account, s.epoch, s.key, s.custody from signers s
        join parties p on p.account = s.account and p.epoch = s.epoch`,
  views: ({ account: address, key }) => [{ contract: "PartyAccount", address, name: "custodyOf", args: [key] }],
  compare: ({ custody }, [found]) => [["custody", custody, CUSTODIES[Number(found?.[0])] ?? null]],
});
