/**
 * Methods the engine answers itself, with the position of their block parameter if they have one. Nothing else of the
 * engine is reachable: no mining, no time travel, no impersonation, no tracing, no filters to keep in memory.
 */
export const PASS_THROUGH: Readonly<Record<string, number | undefined>> = {
  eth_accounts: undefined,
  eth_blockNumber: undefined,
  eth_chainId: undefined,
  eth_feeHistory: 1,
  eth_getBalance: 1,
  eth_getBlockByHash: undefined,
  eth_getBlockByNumber: 0,
  eth_getBlockTransactionCountByHash: undefined,
  eth_getBlockTransactionCountByNumber: 0,
  eth_getCode: 1,
  eth_getProof: 2,
  eth_getStorageAt: 2,
  eth_getTransactionByBlockHashAndIndex: undefined,
  eth_getTransactionByBlockNumberAndIndex: 0,
  eth_getTransactionReceipt: undefined,
  eth_syncing: undefined,
  net_version: undefined,
  web3_sha3: undefined,
};

/**
 * The parameters with the block made explicit. `pending` means `latest`: the engine's idea of a pending block knows
 * nothing of the pool, and would take its time from the clock.
 */
export function atBlock(params: readonly unknown[], position: number | undefined): unknown[] {
  const resolved = [...params];
  if (position === undefined || resolved.length < position) return resolved;
  const block = resolved[position];
  if (block === undefined || block === null || block === "pending") resolved[position] = "latest";
  return resolved;
}
