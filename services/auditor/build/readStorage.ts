import type { Rpc } from "../../chain/rpc.ts";
import type { Address, Hash, Hex } from "../../domain/brand.ts";

export type SlotReader = (account: Address, slot: Hash) => bigint;

/** Lists whose length stands in a slot lead to more slots: so many times at most. */
const ROUNDS = 8;

/**
 * What `read` finds in storage at a block, and every slot that it needed: it is run again until it asks for nothing new.
 * @throws RpcError, RpcNoAnswer
 */
export async function readStorage<T>(
  rpc: Rpc,
  block: Hex,
  read: (slot: SlotReader) => T,
): Promise<{ found: T; slots: Map<Address, Hash[]> }> {
  const known = new Map<string, bigint>();
  for (let round = 0; round < ROUNDS; round++) {
    const slots = new Map<Address, Set<Hash>>();
    const missing: [Address, Hash][] = [];
    const found = read((account, slot) => {
      slots.set(account, (slots.get(account) ?? new Set()).add(slot));
      const value = known.get(account + slot);
      if (value === undefined) missing.push([account, slot]);
      return value ?? 0n;
    });
    if (missing.length === 0)
      return { found, slots: new Map([...slots].map(([account, wanted]) => [account, [...wanted]])) };
    const answers = await rpc.batch<Hex>(
      missing.map(([account, slot]) => ({ method: "eth_getStorageAt", params: [account, slot, block] })),
    );
    for (const [at, answer] of answers.entries()) {
      if (!answer.ok) throw answer.error;
      known.set((missing[at] ?? []).join(""), BigInt(answer.result));
    }
  }
  throw new RangeError("a subject's storage leads to ever more storage");
}
