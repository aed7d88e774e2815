import type { Hash } from "../../../domain/brand.ts";
import type { Args, LedgerEvent } from "../../decode/ledgerEvent.ts";
import { claimIdOf } from "../../decode/words.ts";
import { idOf } from "../facilities/ids.ts";
import type { Mirror } from "../mirror.ts";
import { projection } from "../projection.ts";
import type { Projection } from "../projection.ts";
import { service } from "../servicing/service.ts";

/** What a guarantee covers: the claim or the facility in whose history the event stands. */
export const subjectOf = (id: bigint): Hash => idOf(id);

/** One event in the histories of claims and of facilities. An act on a claim's guarantee raises the claim's version. */
export function coverProjections<A extends Args & { readonly id: bigint }>(
  event: string,
  need: (args: A, mirror: Mirror) => void,
  apply: (event: LedgerEvent<A>, mirror: Mirror) => void,
): readonly Projection[] {
  const asked = {
    need: ({ args }: LedgerEvent<A>, mirror: Mirror) => {
      need(args, mirror);
    },
  };
  return [
    projection<A>("Receivables", event, {
      ...asked,
      apply(told, mirror) {
        apply(told, mirror);
        service(mirror, claimIdOf(told.args.id));
      },
    }),
    projection<A>("Facilities", event, { ...asked, apply }),
  ];
}
