import type { Address, Hash } from "../../../domain/brand.ts";
import { textIn } from "../../decode/words.ts";
import type { RowOf } from "../../table/column.ts";
import type { liens as liensTable } from "../../tables/liens.ts";
import type { Projection } from "../projection.ts";
import { projection } from "../projection.ts";
import { lienProposed } from "./lienProposed.ts";

type LienRow = RowOf<typeof liensTable.columns>;

interface OfLien {
  readonly lien: bigint;
}

/** An event that changes columns of its lien and nothing else. */
// As in assets/projections.ts.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
const changed = <A extends object>(
  event: string,
  change: (args: A, at: bigint, lien: LienRow) => Partial<LienRow>,
): Projection =>
  projection<A & OfLien & Record<string, never>>("Assets", event, {
    need({ args: { lien }, contract }, { liens }) {
      liens.need({ contract: contract.address, id: lien });
    },
    apply({ args, contract, at }, { liens }) {
      const key = { contract: contract.address, id: args.lien };
      liens.change(key, change(args, at, liens.get(key)));
    },
  });

interface EntryArgs {
  readonly register: Hash;
  readonly number: Hash;
  readonly officialAt: bigint;
  readonly sequence: bigint;
  readonly documentHash: Hash;
}

/** What the events of liens do to the pledge register. */
export const LIEN_PROJECTIONS: readonly Projection[] = [
  lienProposed,
  changed<{ by: Address; isComplete: boolean }>("LienConsented", ({ by, isComplete }, _, { consents, status }) => ({
    consents: [...consents, by],
    status: isComplete ? "consented" : status,
  })),
  changed<{ reason: Hash }>("LienWithdrawn", ({ reason }, closedAt) => ({ status: "withdrawn", reason, closedAt })),
  changed<{ reason: Hash }>("LienRefused", ({ reason }, closedAt) => ({ status: "refused", reason, closedAt })),
  changed<{ entry: EntryArgs }>("LienActivated", ({ entry }, activatedAt) => ({
    status: "active",
    register: textIn(entry.register),
    number: textIn(entry.number),
    officialAt: entry.officialAt,
    sequence: entry.sequence,
    documentHash: entry.documentHash,
    activatedAt,
  })),
  changed("LienReleased", (_, closedAt) => ({ status: "released", closedAt })),
  changed("LienEnforced", (_, closedAt) => ({ status: "enforced", closedAt })),
];
