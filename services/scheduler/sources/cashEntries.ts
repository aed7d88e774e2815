import type { Source } from "../feed/source.ts";

/** Money that moved: told to payer, payee and the bank that booked it. Each movement is a subject of its own. */
export const cashEntries: Source = {
  name: "cash entries",
  sql: `
    select 'cash' as about,
      case m.kind when 'mint' then 'Deposited' when 'burn' then 'PaidOut' when 'transfer' then 'Transferred'
        when 'lock' then 'PayoutRequested' when 'release' then 'PayoutRejected' when 'recall' then 'Recalled' end as name,
      'cash/' || m.currency || '/' || m.block || '-' || m.log_index as subject, m.block, m.log_index::bigint as place, m.at,
      jsonb_build_object('currency', m.currency, 'amount', m.amount::text, 'payer', m.payer, 'payee', m.payee,
        'transaction', m.transaction_hash) as data,
      array(select m.payer union select m.payee union select m.bank) as parties
    from mirror.cash_entries m, span where m.block > span.first and m.block <= span.last`,
};
