import { DAY, networkHelpers, now } from "../support/network.ts";

/** Moves the chain to the beginning of a UTC day, on which no bank has minted yet. @returns the midnight after it */
export async function newDay(): Promise<bigint> {
  const midnight = ((await now()) / DAY + 1n) * DAY;
  await networkHelpers.time.increaseTo(midnight);
  return midnight + DAY;
}
