-- expand

-- recall: a bank took back what it had booked under the same reference. "claim_id": for which a wire was booked, null for a
-- deposit. "reason": salted hash of why it was recalled.
alter table mirror.cash_entries
  add column claim_id text,
  add column reason text,
  drop constraint cash_entries_kind_check,
  add constraint cash_entries_kind_check check (kind in ('mint', 'burn', 'transfer', 'lock', 'release', 'recall'));

drop index mirror.cash_entries_ref;
create unique index cash_entries_ref on mirror.cash_entries (contract, ref) where ref is not null and kind <> 'recall';
create index cash_entries_day on mirror.cash_entries (currency, at);
create index claim_events_day on mirror.claim_events (at);

-- The cash discount that the seller granted, in hundredths of a percent, and what the debtor kept of it.
alter table mirror.claims
  add column discount_bps integer check (discount_bps between 1 and 9999),
  add column discount_until bigint,
  add column discount_taken numeric;
