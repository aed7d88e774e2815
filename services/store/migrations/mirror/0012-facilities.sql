-- expand

-- Loans of several lenders. "terms" are what was agreed, as the event tells them: rates in parts of a million a year, days as
-- days since 1970-01-01. "satisfied" is the bit set of the conditions that the agent has confirmed. "seq" and "head" are the
-- facility's own history.
create table mirror.facilities (
  id text primary key,
  contract text not null,
  borrower text not null,
  agent text not null,
  currency text not null,
  status text not null check (status in ('proposed', 'agreed', 'suspended', 'accelerated', 'withdrawn')),
  terms jsonb not null,
  satisfied bigint not null,
  seq bigint not null,
  head text not null,
  proposed_block bigint not null,
  proposed_at bigint not null,
  agreed_at bigint
);

create index facilities_borrower on mirror.facilities (borrower, proposed_block, id);

create table mirror.facility_lenders (
  facility_id text,
  lender text,
  committed numeric not null check (committed >= 0),
  undrawn numeric not null check (undrawn >= 0),
  accepted boolean not null,
  primary key (facility_id, lender)
);

create index facility_lenders_lender on mirror.facility_lenders (lender);

-- Undrawn commitments offered to another lender; the offer is gone once it is taken.
create table mirror.facility_novations (
  facility_id text,
  giver text,
  taker text not null,
  amount numeric not null,
  consented boolean not null,
  primary key (facility_id, giver)
);

-- Requests to lend. "shares": what each lender is to pay in, {account: amount}; "paid_in": what it did and has not taken
-- back; "schedule": [{dueDay, principal}].
create table mirror.facility_draws (
  id text primary key,
  facility_id text not null,
  amount numeric not null,
  minimum numeric not null,
  fund_by bigint not null,
  schedule jsonb not null,
  shares jsonb not null,
  paid_in jsonb not null,
  funded numeric not null,
  status text not null check (status in ('open', 'drawn', 'refunded')),
  requested_block bigint not null,
  requested_at bigint not null
);

create index facility_draws_facility on mirror.facility_draws (facility_id, requested_block);

-- What was lent. "owed_..." as of the last payment; what it is on another day is counted from the payments.
create table mirror.drawdowns (
  id text primary key,
  facility_id text not null,
  contract text not null,
  status text not null check (status in ('drawn', 'repaid')),
  principal numeric not null,
  fees numeric not null,
  drawn_day bigint not null,
  schedule jsonb not null,
  received numeric not null,
  paid_out numeric not null check (paid_out <= received),
  redeemed numeric not null check (redeemed <= principal),
  owed_principal numeric not null check (owed_principal >= 0),
  version bigint not null,
  seq bigint not null,
  head text not null,
  drawn_block bigint not null,
  drawn_at bigint not null,
  closed_at bigint
);

create index drawdowns_facility on mirror.drawdowns (facility_id, drawn_block);

create table mirror.drawdown_payments (
  drawdown_id text,
  seq bigint,
  payer text not null,
  day bigint not null,
  fees numeric not null,
  interest numeric not null,
  principal numeric not null,
  at bigint not null,
  primary key (drawdown_id, seq)
);

create table mirror.drawdown_holdings (
  drawdown_id text,
  holder text,
  units numeric not null check (units >= 0),
  correction numeric not null,
  withdrawn numeric not null,
  frozen numeric not null,
  locked numeric not null,
  primary key (drawdown_id, holder)
);

create index drawdown_holdings_holder on mirror.drawdown_holdings (holder);

create table mirror.facility_events (
  facility_id text,
  seq bigint,
  contract text not null,
  name text not null,
  args jsonb not null,
  intent text,
  actor text,
  head text not null,
  block bigint not null,
  at bigint not null,
  transaction_hash text not null,
  log_index integer not null,
  primary key (facility_id, seq)
);

create table mirror.drawdown_events (
  drawdown_id text,
  seq bigint,
  contract text not null,
  name text not null,
  args jsonb not null,
  intent text,
  actor text,
  head text not null,
  block bigint not null,
  at bigint not null,
  transaction_hash text not null,
  log_index integer not null,
  primary key (drawdown_id, seq)
);
