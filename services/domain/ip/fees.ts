/** Until when the ledger says the fees of a right are paid that has none. */
export const NO_FEES = (1n << 40n) - 1n;
