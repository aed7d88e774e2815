-- expand

-- Amounts are whole minor units; ids, hashes and addresses are 0x and lower-case hexadecimal digits. Instants ("_at",
-- "until", "expiry") are seconds since 1970-01-01 UTC: the chain counts beyond the year 9999, where SQL's texts end.

create table mirror.contracts (
  address text primary key,
  version integer not null,
  name text not null,
  currency text,
  deploy_block bigint not null,
  paused boolean not null
);

create table mirror.systems (
  registry text,
  address text,
  sealed_block bigint not null,
  sealed_at bigint not null,
  primary key (registry, address)
);

-- "roles" is the bit set of PartyRoles; "seq" and "head" are the account's own history of signer changes.
create table mirror.parties (
  account text primary key,
  registry text not null,
  entity text not null,
  roles integer not null,
  country text not null,
  valid_until bigint not null,
  frozen boolean not null,
  freeze_reason text,
  epoch bigint not null,
  threshold integer not null,
  seq bigint not null,
  head text not null,
  admitted_block bigint not null,
  admitted_at bigint not null,
  unique (registry, entity)
);

create table mirror.signers (
  account text,
  epoch bigint,
  key text,
  custody text not null check (custody in ('custodial', 'external', 'hsm')),
  primary key (account, epoch, key)
);

create index signers_key on mirror.signers (key);

create table mirror.account_events (
  account text,
  seq bigint,
  name text not null,
  args jsonb not null,
  intent text,
  head text not null,
  block bigint not null,
  at bigint not null,
  transaction_hash text not null,
  log_index integer not null,
  primary key (account, seq)
);

-- "signatures": [{signer, custody, signature}], null when the calldata does not show them; "deadline" and "epoch" too.
create table mirror.intents (
  account text,
  id text,
  outcome text not null check (outcome in ('done', 'failed', 'cancelled')),
  hash text,
  reason text,
  epoch bigint,
  deadline bigint,
  signatures jsonb,
  block bigint not null,
  at bigint not null,
  transaction_hash text not null,
  log_index integer not null,
  primary key (account, id)
);

create index intents_id on mirror.intents (id);
create index intents_transaction on mirror.intents (transaction_hash);

-- "units" is the issue: the face until acknowledgement, then the acknowledged amount. "terms" is the hash of the
-- discount and calendar terms. "waivers" is the bit set of Waivers.
create table mirror.claims (
  id text primary key,
  contract text not null,
  seller text not null,
  debtor text not null,
  currency text not null,
  status text not null check (status in ('registered', 'acknowledged', 'settled', 'cancelled', 'written-off')),
  face numeric not null check (face > 0),
  acknowledged numeric,
  units numeric not null check (units between 1 and face),
  due_at bigint not null,
  waivers integer not null,
  terms text,
  same_number boolean not null,
  document_root text not null,
  debtor_paid numeric not null check (debtor_paid between 0 and units),
  paid_out numeric not null check (paid_out between 0 and debtor_paid),
  suspense numeric not null check (suspense >= 0),
  redeemed numeric not null check (redeemed between 0 and units),
  version bigint not null,
  seq bigint not null,
  head text not null,
  registered_block bigint not null,
  registered_at bigint not null,
  acknowledged_block bigint,
  acknowledged_at bigint,
  settled_block bigint,
  settled_at bigint,
  cancelled_block bigint,
  cancelled_at bigint,
  closed_block bigint,
  closed_at bigint
);

create index claims_seller on mirror.claims (seller, registered_block);
create index claims_debtor on mirror.claims (debtor, registered_block);
create index claims_due on mirror.claims (due_at) where status = 'acknowledged';

-- "correction" is the holder's of library Distribution: what it is entitled to is (units x paid + correction) / issue.
create table mirror.holdings (
  claim_id text,
  holder text,
  units numeric not null check (units >= 0),
  correction numeric not null,
  withdrawn numeric not null check (withdrawn >= 0),
  frozen numeric not null check (frozen >= 0),
  primary key (claim_id, holder)
);

create index holdings_holder on mirror.holdings (holder, claim_id);

-- What a holder has and may withdraw now, as Distribution.withdrawableDown computes it: div() is exact and rounds down.
create view mirror.positions as
select
  h.claim_id,
  h.holder,
  c.contract,
  c.currency,
  h.units,
  h.frozen,
  h.withdrawn,
  div(h.units * c.debtor_paid + h.correction, c.units) - h.withdrawn as withdrawable
from mirror.holdings h
join mirror.claims c on c.id = h.claim_id;

-- "actor" is the account whose intent caused the event, null outside of an intent. "head" is the history head after it.
create table mirror.claim_events (
  claim_id text,
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
  primary key (claim_id, seq)
);

create unique index claim_events_order on mirror.claim_events (block, log_index);
create index claim_events_intent on mirror.claim_events (intent) where intent is not null;
create index claim_events_actor on mirror.claim_events (actor, block) where actor is not null;

create table mirror.asks (
  market text,
  id bigint,
  token text not null,
  claim_id text not null,
  seller text not null,
  currency text not null,
  units numeric not null check (units > 0),
  price numeric not null check (price >= 0),
  filled numeric not null check (filled between 0 and units),
  expiry bigint not null,
  version bigint not null,
  -- Empty: every financier.
  buyers jsonb not null,
  status text not null check (status in ('open', 'filled', 'cancelled')),
  asked_block bigint not null,
  asked_at bigint not null,
  asked_transaction text not null,
  closed_block bigint,
  closed_at bigint,
  primary key (market, id)
);

create index asks_claim on mirror.asks (claim_id);
create index asks_seller on mirror.asks (seller);
create index asks_open on mirror.asks (expiry) where status = 'open';

-- "filled": units of the ask that were sold after this trade.
create table mirror.trades (
  block bigint,
  log_index integer,
  market text not null,
  ask bigint not null,
  claim_id text not null,
  seller text not null,
  buyer text not null,
  currency text not null,
  units numeric not null check (units > 0),
  paid numeric not null check (paid >= 0),
  filled numeric not null,
  at bigint not null,
  transaction_hash text not null,
  primary key (block, log_index)
);

create index trades_ask on mirror.trades (market, ask);
create index trades_claim on mirror.trades (claim_id);
create index trades_seller on mirror.trades (seller, block);
create index trades_buyer on mirror.trades (buyer, block);

create table mirror.cash_balances (
  contract text,
  account text,
  currency text not null,
  balance numeric not null check (balance >= 0),
  primary key (contract, account)
);

create index cash_balances_account on mirror.cash_balances (account);

-- One row for each movement. mint: booked by a bank; burn: paid out by a bank; lock and release: a payout was requested
-- or rejected. "payer" is null for a mint, "payee" for a burn. "ref" is the hash of the bank's reference.
create table mirror.cash_entries (
  block bigint,
  log_index integer,
  contract text not null,
  currency text not null,
  kind text not null check (kind in ('mint', 'burn', 'transfer', 'lock', 'release')),
  payer text,
  payee text,
  amount numeric not null check (amount >= 0),
  bank text,
  ref text,
  at bigint not null,
  transaction_hash text not null,
  primary key (block, log_index)
);

create index cash_entries_payer on mirror.cash_entries (payer, block) where payer is not null;
create index cash_entries_payee on mirror.cash_entries (payee, block) where payee is not null;
create unique index cash_entries_ref on mirror.cash_entries (contract, ref) where ref is not null;

create table mirror.payouts (
  contract text,
  id bigint,
  currency text not null,
  holder text not null,
  amount numeric not null check (amount > 0),
  account_hash text not null,
  status text not null check (status in ('requested', 'paid', 'rejected')),
  bank text,
  ref text,
  reason text,
  requested_block bigint not null,
  requested_at bigint not null,
  requested_transaction text not null,
  closed_block bigint,
  closed_at bigint,
  closed_transaction text,
  primary key (contract, id)
);

create index payouts_holder on mirror.payouts (holder, requested_block);
create index payouts_open on mirror.payouts (requested_block) where status = 'requested';
