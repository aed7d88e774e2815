/** An instant as the API writes it: UTC, to the millisecond at most. */
export const instant = (text: string): string => new Date(text).toISOString();

/** An instant given in epoch seconds, as the ledger keeps it. */
export const instantOfSeconds = (seconds: bigint): string => new Date(Number(seconds) * 1000).toISOString();
