import { keccak_256 } from "@noble/hashes/sha3.js";

import type { Hash, Hex } from "../domain/brand.ts";
import { fromHex, toHex } from "../domain/hex.ts";
import { contractAddresses } from "./manifest.ts";
import type { Contracts } from "./manifest.ts";
import type { Rpc } from "./rpc.ts";

/** keccak256 of the code of every contract, by name; that of no bytes where there is none. */
export async function codeHashesOf(rpc: Rpc, contracts: Contracts): Promise<Map<string, Hash>> {
  const named = contractAddresses(contracts);
  const calls = named.map(([, address]) => ({ method: "eth_getCode", params: [address, "latest"] }));
  const answers = await rpc.batch<Hex>(calls);
  const hashes = answers.map((answer) => {
    if (!answer.ok) throw answer.error;
    return toHex(keccak_256(fromHex(answer.result))) as Hash;
  });
  return new Map(hashes.map((hash, at) => [named[at]?.[0] ?? "", hash]));
}
