/** Amounts of one currency as the API writes them. */
export const moneyIn =
  (currency: string) =>
  (amount: bigint): { currency: string; amount: string } => ({ currency, amount: String(amount) });
