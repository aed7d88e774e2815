-- expand

-- "covered": paid to the holders by guarantors, less what debtor and seller have paid for the guarantors since. Units share
-- "debtor_paid + seller_paid + covered", which never exceeds them.
alter table mirror.claims
  add column covered numeric not null default 0 check (covered >= 0),
  add constraint claims_received check (debtor_paid + seller_paid + covered <= units),
  drop constraint claims_paid_out,
  add constraint claims_paid_out check (paid_out <= debtor_paid + seller_paid + covered);

create or replace view mirror.positions as
select
  h.claim_id,
  h.holder,
  c.contract,
  c.currency,
  h.units,
  h.frozen,
  h.withdrawn,
  div(h.units * (c.debtor_paid + c.seller_paid + c.covered) + h.correction, c.units) - h.withdrawn as withdrawable,
  h.locked,
  h.put_deadline
from mirror.holdings h
join mirror.claims c on c.id = h.claim_id;

-- The guarantee of a claim, or of a facility: the subject. "due_at": the claim's, or the end of the facility's last day, as it
-- was offered. "grace": seconds after the due date, or after acceleration, from which cover can be demanded. "layers",
-- "shares": how many the last offer had; rows of an earlier offer beyond them mean nothing. "demand_loss": what the debtor
-- had not paid.
create table mirror.guarantees (
  subject text primary key,
  contract text not null,
  arranger text not null,
  due_at bigint not null,
  grace bigint not null,
  terms text not null,
  layers integer not null,
  shares integer not null,
  is_accepted boolean not null,
  paid numeric not null check (paid >= 0),
  offered_block bigint not null,
  offered_at bigint not null,
  demanded_at bigint,
  demanded_by text,
  demand_loss numeric,
  demand_reason text
);

create table mirror.guarantee_layers (
  subject text,
  layer integer,
  bps integer not null check (bps between 0 and 10000),
  cap numeric not null check (cap > 0),
  valid_until bigint not null,
  primary key (subject, layer)
);

create index guarantee_layers_valid_until on mirror.guarantee_layers (valid_until);

create table mirror.guarantee_shares (
  subject text,
  share integer,
  layer integer not null,
  guarantor text not null,
  weight integer not null check (weight > 0),
  premium numeric not null,
  reserve_asked numeric not null,
  is_accepted boolean not null,
  is_premium_paid boolean not null,
  reserve numeric not null check (reserve >= 0),
  paid numeric not null,
  recovered numeric not null check (recovered >= 0),
  primary key (subject, share)
);

create index guarantee_shares_guarantor on mirror.guarantee_shares (guarantor);
