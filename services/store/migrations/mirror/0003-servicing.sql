-- expand

-- "debtor_paid" is paid on the debtor's obligation, by whomever; "diluted" was taken off it by credit notes, and the seller
-- owes it instead. "disputed" is what the debtor disputes of the debt. "credit_..." and "amendment_..." wait for the
-- debtor's answer; "recourse_..." are seconds, null without recourse.
alter table mirror.claims
  add column diluted numeric not null default 0 check (diluted >= 0),
  add column seller_paid numeric not null default 0,
  add column disputed numeric not null default 0 check (disputed >= 0),
  add column dispute_resolve_by bigint,
  add column dispute_reason text,
  add column credit_amount numeric,
  add column credit_making text check (credit_making in ('paid', 'owed', 'reduced')),
  add column credit_root text,
  add column amendment_due_at bigint,
  add column amendment_root text,
  add column recourse_grace bigint,
  add column recourse_buy_back_time bigint,
  add column rejected_at bigint,
  add column reject_reason text,
  add column written_off_block bigint,
  add column written_off_at bigint,
  add constraint claims_seller_paid check (seller_paid between 0 and diluted),
  add constraint claims_diluted check (debtor_paid + diluted <= units),
  add constraint claims_paid_out check (paid_out <= debtor_paid + seller_paid),
  drop constraint claims_check2;

create index claims_disputed on mirror.claims (dispute_resolve_by) where disputed > 0;

-- "locked" units were put by their holder and wait until "put_deadline" for the seller to buy them back.
alter table mirror.holdings
  add column locked numeric not null default 0 check (locked >= 0),
  add column put_deadline bigint;

create index holdings_put on mirror.holdings (put_deadline) where put_deadline is not null;

create or replace view mirror.positions as
select
  h.claim_id,
  h.holder,
  c.contract,
  c.currency,
  h.units,
  h.frozen,
  h.withdrawn,
  div(h.units * (c.debtor_paid + c.seller_paid) + h.correction, c.units) - h.withdrawn as withdrawable,
  h.locked,
  h.put_deadline
from mirror.holdings h
join mirror.claims c on c.id = h.claim_id;
