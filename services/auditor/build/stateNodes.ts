import type { Rpc } from "../../chain/rpc.ts";
import type { Address, Hash, Hex } from "../../domain/brand.ts";

interface RpcProof {
  readonly accountProof: readonly Hex[];
  readonly storageProof: readonly { readonly proof: readonly Hex[] }[];
}

/** The encoding of an empty trie, which some nodes give for storage without entries. */
const EMPTY = "0x80";

/**
 * Every node that leads to the accounts and slots, once, in ascending order.
 * @throws RpcError, RpcNoAnswer
 */
export async function stateNodes(rpc: Rpc, block: Hex, wanted: ReadonlyMap<Address, readonly Hash[]>): Promise<Hex[]> {
  const answers = await rpc.batch<RpcProof>(
    [...wanted].map(([address, slots]) => ({ method: "eth_getProof", params: [address, slots, block] })),
  );
  const nodes = answers.flatMap((answer) => {
    if (!answer.ok) throw answer.error;
    const { accountProof, storageProof } = answer.result;
    return [...accountProof, ...storageProof.flatMap(({ proof }) => proof)];
  });
  return [...new Set(nodes.map((node) => node.toLowerCase() as Hex))].filter((node) => node !== EMPTY).sort();
}
