import type { Manifest } from "../../chain/manifest.ts";
import type { Queries } from "../../store/database.ts";
import { contractsOf } from "../decode/contractBook.ts";
import type { Contract } from "../decode/contractBook.ts";
import { readCursor } from "./cursor.ts";
import { Rows } from "../table/rows.ts";
import { contracts as table } from "../tables/contracts.ts";

/** The mirror has passed blocks of a version without looking at its contracts. */
export class VersionMissed extends Error {
  override readonly name = "VersionMissed";

  constructor({ version, deployBlock }: Contract, position: bigint) {
    super(
      `version ${version} of the contracts begins at block ${deployBlock}, and the mirror is at block ${position} without it: ` +
        `rebuild the mirror from the chain`,
    );
  }
}

/**
 * Makes the mirror cover the contracts of every version of the manifest, before any of their blocks is read.
 * @throws VersionMissed if it is too late for that
 */
export async function coverContracts(queries: Queries, manifest: Manifest): Promise<void> {
  const cursor = await readCursor(queries);
  const contracts = contractsOf(manifest);
  const rows = new Rows(table);
  for (const { address } of contracts) rows.need({ address });
  await rows.load(queries);
  for (const contract of contracts) {
    const { address, version, name, currency = null, deployBlock } = contract;
    if (rows.find({ address })) continue;
    if (cursor && cursor.block >= BigInt(deployBlock)) throw new VersionMissed(contract, cursor.block);
    rows.insert({ address, version, name, currency, deployBlock: BigInt(deployBlock), paused: false });
  }
  await rows.flush(queries);
}
