import {
  ContractDecoder,
  EdrContext,
  L1_CHAIN_TYPE,
  l1GenesisState,
  l1HardforkFromString,
  l1ProviderFactory,
  MineOrdering,
} from "@nomicfoundation/edr";
import type { Provider, ProviderConfig } from "@nomicfoundation/edr";
import { GENESIS_TIME, HARDFORK } from "../genesis.ts";

export interface ChainParameters {
  readonly chainId: number;
  readonly blockGasLimit: number;
}

/** An in-memory chain that mines only when told to. One per process: the engine's context is a singleton. */
export async function createProvider(parameters: ChainParameters): Promise<Provider> {
  const context = new EdrContext();
  await context.registerProviderFactory(L1_CHAIN_TYPE, l1ProviderFactory());
  return context.createProvider(
    L1_CHAIN_TYPE,
    providerConfig(parameters),
    { enable: false, decodeConsoleLogInputsCallback: () => [], printLineCallback: () => undefined },
    { subscriptionCallback: () => undefined },
    new ContractDecoder(),
  );
}

function providerConfig({ chainId, blockGasLimit }: ChainParameters): ProviderConfig {
  const gasLimit = BigInt(blockGasLimit);
  return {
    // Blocks follow each other within a second. Strictly increasing times would run ahead of the clock under load, and
    // with them every due date; contracts may rely on time never going back, not on it moving between two blocks.
    allowBlocksWithSameTimestamp: true,
    allowUnlimitedContractSize: false,
    bailOnCallFailure: true,
    bailOnTransactionFailure: false,
    // With a target equal to the limit a full block does not raise the base fee, which is thus zero for ever.
    baseFeeConfig: [{ activation: { blockNumber: 0n }, maxChangeDenominator: 8n, elasticityMultiplier: 1n }],
    chainId: BigInt(chainId),
    coinbase: new Uint8Array(20),
    defaultTransactionGasLimit: gasLimit,
    genesisState: l1GenesisState(l1HardforkFromString(HARDFORK)),
    hardfork: HARDFORK,
    initialBaseFeePerGas: 0n,
    minGasPrice: 0n,
    mining: { autoMine: false, blockGasLimit: gasLimit, memPool: { order: MineOrdering.Fifo } },
    network: { genesisBlockGasLimit: gasLimit, genesisBlockTime: BigInt(GENESIS_TIME) },
    networkId: BigInt(chainId),
    observability: {},
    ownedAccounts: [],
    precompileOverrides: [],
  };
}
