-- expand
-- Bids, rounds, a financier's limits and standing offers.

-- "deadline": of a round, null for an ordinary ask. "unsold": a round that was closed without a bid that could be taken.
alter table mirror.asks add column floor numeric not null default 0;
alter table mirror.asks add column deadline bigint;
alter table mirror.asks drop constraint asks_status_check;
alter table mirror.asks add constraint asks_status_check check (status in ('open', 'filled', 'cancelled', 'unsold'));

-- A trade is on an ask, by taking it or by a bid on it, or on a standing offer; "market": the contract that matched it.
alter table mirror.trades alter column ask drop not null;
alter table mirror.trades add column bid bigint;
alter table mirror.trades add column standing_offer bigint;

create index trades_standing_offer on mirror.trades (market, standing_offer) where standing_offer is not null;

-- "price" and "counter" are for all units of the bid. "hindrance": why a round passed it over.
create table mirror.bids (
  market text,
  id bigint,
  ask bigint not null,
  claim_id text not null,
  seller text not null,
  bidder text not null,
  currency text not null,
  units numeric not null check (units > 0),
  price numeric not null check (price > 0),
  expiry bigint not null,
  counter numeric check (counter > 0),
  counter_expiry bigint,
  status text not null check (status in ('open', 'accepted', 'withdrawn', 'passed')),
  hindrance text,
  placed_block bigint not null,
  placed_at bigint not null,
  closed_block bigint,
  closed_at bigint,
  primary key (market, id)
);

create index bids_ask on mirror.bids (market, ask);
create index bids_bidder on mirror.bids (bidder);
create index bids_seller on mirror.bids (seller);

-- "most": units it buys in all; "used": bought so far; "rate": basis points a year on face. Seller or debtor null: any.
create table mirror.standing_offers (
  contract text,
  id bigint,
  financier text not null,
  token text not null,
  seller text,
  debtor text,
  currency text not null,
  most numeric not null check (most > 0),
  used numeric not null check (used between 0 and most),
  rate integer not null,
  basis integer not null check (basis in (360, 365)),
  max_days integer not null,
  until bigint not null,
  status text not null check (status in ('open', 'withdrawn')),
  made_block bigint not null,
  made_at bigint not null,
  closed_block bigint,
  closed_at bigint,
  primary key (contract, id)
);

create index standing_offers_financier on mirror.standing_offers (financier);
create index standing_offers_open on mirror.standing_offers (until) where status = 'open';

-- "cap" null: lifted. "used": as the ledger last counted it.
create table mirror.limits (
  market text,
  financier text,
  subject text check (subject in ('seller', 'debtor')),
  party text,
  currency text,
  cap numeric,
  used numeric not null check (used >= 0),
  set_block bigint not null,
  set_at bigint not null,
  primary key (market, financier, subject, party, currency)
);

-- What of "used" is for one claim.
create table mirror.exposures (
  market text,
  financier text,
  subject text check (subject in ('seller', 'debtor')),
  claim_id text,
  party text not null,
  currency text not null,
  amount numeric not null check (amount >= 0),
  counted_block bigint not null,
  counted_at bigint not null,
  primary key (market, financier, subject, claim_id)
);
