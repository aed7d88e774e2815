// UNTDID 1001, the codes EN 16931 lists for BT-3 (code list version of the EU's registry): those that credit the buyer.
const CREDIT_NOTES: ReadonlySet<string> = new Set([
  "81",
  "83",
  "261",
  "262",
  "296",
  "308",
  "381",
  "396",
  "420",
  "458",
  "502",
  "503",
  "532",
]);
const SELF_BILLED: ReadonlySet<string> = new Set(["261", "389", "527"]);

/** Documents that lower a debt. */
export const isCreditNoteCode = (typeCode: string | undefined): boolean =>
  typeCode !== undefined && CREDIT_NOTES.has(typeCode);

/** Documents that the buyer wrote in the seller's name. */
export const isSelfBilledCode = (typeCode: string | undefined): boolean =>
  typeCode !== undefined && SELF_BILLED.has(typeCode);

/** 384, corrected invoice: it replaces one that may already stand on the ledger. */
export const isCorrectionCode = (typeCode: string | undefined): boolean => typeCode === "384";
