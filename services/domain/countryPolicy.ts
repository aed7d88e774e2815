/** What a country asks of claims of its sellers and on its debtors. */
export interface CountryPolicy {
  /** Days from acknowledgement to the due date above which the debtor is warned; 0 for none. */
  readonly warnedDays: number;
  /** Days from acknowledgement to the due date that are not exceeded; 0 for no limit. */
  readonly longestDays: number;
  /** Whether units move only while a registration of the claim is attested and holds. */
  readonly needsRegistration: boolean;
}

/**
 * What a new ledger begins with; from then on the governor sets it on chain, and the chain is asked.
 *
 * China: vouchers run six months in principle and one year at most (yinfa 2025 no. 77), and an assignment is registered
 * before it is financed. Months are days here: a warning comes with the shortest six months, a refusal only beyond the
 * longest twelve and the end of the due day.
 */
export const FIRST_POLICIES: Readonly<Record<string, CountryPolicy>> = {
  CN: { warnedDays: 181, longestDays: 367, needsRegistration: true },
};
