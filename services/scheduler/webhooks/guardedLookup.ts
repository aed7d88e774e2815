import { lookup } from "node:dns";
import type { LookupAddress, LookupOptions } from "node:dns";

import { isLoopbackAddress, isPublicAddress } from "../../domain/publicAddress.ts";

/** A name that leads to an address which no webhook may be sent to. */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  constructor(host: string) {
    super(`${host} is not on the public internet`);
  }
}

type Done = (error: Error | null, address: string | LookupAddress[], family?: number) => void;
/** As `node:dns` looks names up. */
export type Resolve = (
  name: string,
  options: { all: true },
  done: (error: Error | null, found: LookupAddress[]) => void,
) => void;

export const resolveByDns: Resolve = (name, options, done) => {
  lookup(name, options, done);
};

const isAllowed = (address: string, loopback: boolean): boolean =>
  isPublicAddress(address) || (loopback && isLoopbackAddress(address));

/**
 * Looks names up for a connection, and gives none that is not allowed: what was checked is what is connected to. One bad
 * address among several refuses the name.
 */
export const guardedLookup =
  (loopback: boolean, resolve: Resolve = resolveByDns) =>
  (name: string, options: LookupOptions, done: Done): void => {
    resolve(name, { all: true }, (error, found) => {
      const [first] = found;
      if (error) done(error, []);
      else if (!first || !found.every(({ address }) => isAllowed(address, loopback)))
        done(new AddressRefused(name), []);
      else if (options.all === true) done(null, found);
      else done(null, first.address, first.family);
    });
  };
