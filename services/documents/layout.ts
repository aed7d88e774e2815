import type { Path, Place } from "./path.ts";
import { path } from "./path.ts";
import type { RawInvoice, RawParty, RawText } from "./raw.ts";

interface RootLayout {
  /** Local name of the only root element of this namespace. */
  readonly name: string;
  /** Said by the root's name, or by something below it. */
  readonly kind: RawInvoice["kind"] | ((root: Place) => RawInvoice["kind"]);
  /** Namespaces in which names count. */
  readonly vocabulary: ReadonlySet<string>;
}

/** Where one XML syntax keeps the canonical invoice's values. Of several paths the first that has a value counts. */
export interface Layout {
  readonly syntax: "UBL" | "CII" | "EFAPIAO";
  /** By namespace. */
  readonly roots: ReadonlyMap<string, RootLayout>;
  readonly number: readonly Path[];
  readonly typeCode: readonly Path[];
  readonly issueDate: readonly Path[];
  /** Every due date in the document must be the same one; the name of the first source found is kept. */
  readonly dueDate: readonly (readonly [source: string, path: Path])[];
  /** Where it stands, or the one that every document of this syntax is in. */
  readonly currency: Path | { readonly fixed: string };
  readonly taxCurrency: readonly Path[];
  readonly payable: readonly Path[];
  readonly grandTotal: readonly Path[];
  readonly prepaid: readonly Path[];
  readonly rounding: readonly Path[];
  readonly seller: PartyLayout;
  readonly buyer: PartyLayout;
  readonly payee: PartyLayout;
  readonly iban: readonly Path[];
  /** References to earlier invoices; number and date from each. */
  readonly preceding: {
    readonly each: Path;
    readonly number: readonly Path[];
    readonly issueDate: readonly Path[];
  };
  /** In the syntaxes that embed them. */
  readonly attachments: Path | undefined;
  readonly lines: Path;
  /** From a line. */
  readonly line: {
    readonly id: readonly Path[];
    readonly description: readonly Path[];
    readonly quantity: readonly Path[];
    /** Where the unit is no attribute of the quantity. */
    readonly unit: readonly Path[];
    readonly netAmount: readonly Path[];
  };
  /** A date of this syntax as YYYY-MM-DD, not yet checked against the calendar. */
  dateAt(place: Place): RawText;
}

export type PartyLayout = Readonly<Record<keyof RawParty, readonly Path[]>>;

export const paths = (...texts: readonly string[]): readonly Path[] => texts.map(path);
