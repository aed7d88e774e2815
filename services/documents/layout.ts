import type { Path, Place } from "./path.ts";
import { path } from "./path.ts";
import type { RawParty, RawText } from "./raw.ts";

interface RootLayout {
  /** Local name of the only root element of this namespace. */
  readonly name: string;
  readonly kind: "invoice" | "credit-note";
  /** Namespaces in which names count. */
  readonly vocabulary: ReadonlySet<string>;
}

/** Where one XML syntax keeps the canonical invoice's values. Of several paths the first that has a value counts. */
export interface Layout {
  readonly syntax: "UBL" | "CII";
  /** By namespace. */
  readonly roots: ReadonlyMap<string, RootLayout>;
  readonly number: readonly Path[];
  readonly typeCode: readonly Path[];
  readonly issueDate: readonly Path[];
  /** Every due date in the document must be the same one; the name of the first source found is kept. */
  readonly dueDate: readonly (readonly [source: string, path: Path])[];
  readonly currency: Path;
  readonly taxCurrency: readonly Path[];
  readonly payable: readonly Path[];
  readonly grandTotal: readonly Path[];
  readonly prepaid: readonly Path[];
  readonly rounding: readonly Path[];
  readonly seller: PartyLayout;
  readonly buyer: PartyLayout;
  readonly payee: PartyLayout;
  readonly iban: readonly Path[];
  readonly precedingInvoices: Path;
  readonly attachments: Path;
  readonly lines: Path;
  /** From a line. */
  readonly line: {
    readonly id: readonly Path[];
    readonly description: readonly Path[];
    readonly quantity: readonly Path[];
    readonly netAmount: readonly Path[];
  };
  /** A date of this syntax as YYYY-MM-DD, not yet checked against the calendar. */
  dateAt(place: Place): RawText;
}

export type PartyLayout = Readonly<Record<keyof RawParty, readonly Path[]>>;

export const paths = (...texts: readonly string[]): readonly Path[] => texts.map(path);
