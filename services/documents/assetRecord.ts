import type { CalendarDate } from "../domain/date.ts";
import { parseDate } from "../domain/date.ts";
import type { DocumentField } from "../domain/documentTree.ts";
import { DomainError } from "../domain/problem.ts";
import { parseAssetNumber } from "../domain/ip/assetNumber.ts";
import type { AssetNumber } from "../domain/ip/assetNumber.ts";
import type { AssetKind, AssetStage, StageReason, TermBasis } from "../domain/ip/kind.ts";
import { parseOffice } from "../domain/ip/office.ts";
import type { Office } from "../domain/ip/office.ts";
import { stageIn } from "../domain/ip/stage.ts";
import type { DerivedTerm } from "../domain/ip/usTerm.ts";

/** Until when a right's fees are paid: a day, or that it has none, or that nobody has said. */
export type FeesPaidUntil = CalendarDate | "none" | "unknown";

export interface AssetTerm {
  readonly basis: TermBasis;
  readonly expiresOn?: CalendarDate;
}

/** One asset as it enters the register. */
export interface AssetRecord {
  readonly office: Office;
  readonly kind: AssetKind;
  readonly number: AssetNumber;
  readonly stage: AssetStage;
  /** Why it cannot be pledged, where its number or kind code tells. */
  readonly stageReason?: StageReason;
  readonly term: AssetTerm;
  /** What goes into the document tree: each value under `source.`, `supplied.` or `derived.`, by where it comes from. */
  readonly fields: readonly DocumentField[];
}

/** What identifies the right and says how far it has come, whoever says it. */
export interface AssetIdentity {
  readonly office: string;
  readonly kind: AssetKind;
  readonly number: string;
  readonly kindCode?: string | undefined;
  /** Needed where number and kind code do not tell. */
  readonly stage?: AssetStage | undefined;
  readonly hasUnitaryEffect?: boolean | undefined;
}

export interface StatedTerm {
  readonly basis: TermBasis;
  readonly expiresOn?: string | undefined;
}

/**
 * The one record of an asset, from what a document says (`source`), what the registrant supplies, and what follows from both.
 * Nothing is guessed: a term that neither says nor follows from a statute is unknown, and a right whose stage nobody tells is
 * refused.
 *
 * @param derivedTerm what the source's dates give by statute; a supplied term stands in its place
 * @throws DomainError bad-asset-number, unknown-office, missing-stage, stage-contradicted, bad-term, bad-date
 */
export function assetRecord(
  identity: AssetIdentity,
  from: {
    readonly source: readonly DocumentField[];
    readonly supplied: readonly DocumentField[];
    readonly term?: StatedTerm | undefined;
    readonly derivedTerm?: DerivedTerm | undefined;
  },
): AssetRecord {
  const { kind } = identity;
  const office = parseOffice(identity.office, "/office");
  const number = parseAssetNumber({ ...identity, office }, "/number");
  const read = stageIn({
    office,
    kind,
    number,
    kindCode: identity.kindCode,
    hasUnitaryEffect: identity.hasUnitaryEffect === true,
  });
  if (read && identity.stage === "granted") {
    throw new DomainError("stage-contradicted", `number and kind code say otherwise: ${read.reason}`, {
      field: "/stage",
    });
  }
  const stage = read?.stage ?? identity.stage;
  if (stage === undefined) {
    throw new DomainError("missing-stage", "number and kind code do not tell whether the right is granted", {
      field: "/stage",
    });
  }
  const term = from.term ? statedTerm(from.term) : (from.derivedTerm ?? { basis: "unknown" as const });
  const derived = [
    { path: "derived.number", value: number },
    { path: "derived.stage", value: stage },
    ...(read ? [{ path: "derived.stageReason", value: read.reason }] : []),
    ...(from.term || !from.derivedTerm ? [] : termFields(from.derivedTerm)),
  ];
  return {
    office,
    kind,
    number,
    stage,
    ...(read && { stageReason: read.reason }),
    term,
    fields: [...from.source, ...from.supplied, ...derived],
  };
}

/** @throws DomainError bad-term where an end and its basis contradict each other, bad-date */
export function statedTerm({ basis, expiresOn }: StatedTerm, field = "/term/expiresOn"): AssetTerm {
  const isEndless = basis === "unknown" || basis === "unlimited";
  if (isEndless === (expiresOn === undefined))
    return { basis, ...(expiresOn !== undefined && { expiresOn: parseDate(expiresOn, field) }) };
  const message = isEndless ? `a term that is ${basis} has no last day` : `a term by ${basis} has a last day`;
  throw new DomainError("bad-term", message, { field });
}

const termFields = ({ expiresOn, basis, rule }: DerivedTerm): DocumentField[] => [
  { path: "derived.expiresOn", value: expiresOn },
  { path: "derived.termBasis", value: basis },
  { path: "derived.termRule", value: rule },
];
