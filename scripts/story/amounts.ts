import { formatDecimal } from "../../services/domain/money.ts";

/** Minor units as the API writes them, and as people read them: 10000000n EUR -> "100,000.00 EUR". */
export interface Amounts {
  readonly money: (amount: bigint) => { currency: string; amount: string };
  readonly shown: (amount: bigint) => string;
}

export const amountsIn = (currency: string): Amounts => ({
  money: (amount) => ({ currency, amount: String(amount) }),
  shown: (amount) => {
    const [whole = "", fraction] = formatDecimal(amount, currency).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    return `${fraction === undefined ? grouped : `${grouped}.${fraction}`} ${currency}`;
  },
});

export const minorUnitsOf = (money: unknown): bigint => BigInt((money as { amount: string }).amount);
