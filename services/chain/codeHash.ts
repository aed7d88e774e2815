import { keccak_256 } from "@noble/hashes/sha3.js";

import type { Address, Hash, Hex } from "../domain/brand.ts";
import { fromHex, toHex } from "../domain/hex.ts";
import type { Rpc } from "./rpc.ts";

/** keccak256 of the code at each address; that of no bytes where there is no contract. */
export async function codeHashesAt(rpc: Rpc, addresses: readonly Address[]): Promise<Hash[]> {
  const calls = addresses.map((address) => ({ method: "eth_getCode", params: [address, "latest"] }));
  const answers = await rpc.batch<Hex>(calls);
  return answers.map((answer) => {
    if (!answer.ok) throw answer.error;
    return toHex(keccak_256(fromHex(answer.result))) as Hash;
  });
}
