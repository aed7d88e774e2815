import type { Address, Hex } from "../../../domain/brand.ts";
import { MAX_AMOUNT } from "../../../domain/money.ts";
import { toHex } from "../../../domain/hex.ts";
import { utf8 } from "../../../domain/utf8.ts";
import type { LimitSubject } from "../../tables/limits.ts";
import { viewCheck } from "../viewCheck.ts";

interface LimitRow {
  readonly market: Address;
  readonly financier: Address;
  readonly subject: LimitSubject;
  readonly party: Address;
  readonly currency: string;
  readonly cap: bigint | null;
  readonly used: bigint;
  readonly exposed: bigint;
}

/** As ILimits.Subject numbers them. */
export const SUBJECTS: Readonly<Record<LimitSubject, number>> = { seller: 0, debtor: 1 };

/** A currency is its code, or three bytes where a caller made one up. */
const currencyBytes = (currency: string): Hex =>
  currency.startsWith("0x") ? (currency as Hex) : toHex(utf8(currency));

export const limits = viewCheck<LimitRow>({
  table: "limits",
  key: ["market", "financier", "subject", "party", "currency"],
  sql: `select market, financier, subject, party, currency, cap, used,
          (select coalesce(sum(e.amount), 0) from exposures e where e.market = l.market and e.financier = l.financier
             and e.subject = l.subject and e.party = l.party and e.currency = l.currency) as exposed
        from limits l`,
  views({ market: address, financier, subject, party, currency }) {
    const args = [financier, SUBJECTS[subject], party, currencyBytes(currency)];
    return [{ contract: "Market", address, name: "limitOf", args }];
  },
  compare(row, [limit]) {
    const found = (limit?.[0] as { toObject(): Record<string, bigint | boolean> }).toObject();
    return [
      ["cap", row.cap ?? MAX_AMOUNT, found["cap"] ?? null],
      ["used", row.used, found["used"] ?? null],
      ["set", true, found["isSet"] ?? null],
      ["the sum of its exposures", row.exposed, found["used"] ?? null],
    ];
  },
});
