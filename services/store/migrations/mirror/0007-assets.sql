-- expand

-- Intangible assets. "owners": [{account, parts}], a share being parts of all parts. "expires_at" is the end of the last day,
-- zero where "basis" is unknown or unlimited; "fees_paid_until" likewise, zero for unknown, 2^40 - 1 for a right without fees.
create table mirror.assets (
  id text primary key,
  contract text not null,
  office text not null,
  kind text not null,
  number text not null,
  stage text not null check (stage in ('granted', 'application', 'no-right')),
  status text not null check (status in ('pending', 'verified', 'expired', 'invalidated', 'rejected')),
  basis text not null,
  expires_at bigint not null,
  term_source text not null,
  fees_paid_until bigint not null,
  has_same_day_invention boolean not null,
  is_contested boolean not null,
  is_withheld boolean not null,
  was_verified boolean not null,
  title bigint not null,
  owners jsonb not null,
  document_root text not null,
  seq bigint not null,
  head text not null,
  registered_block bigint not null,
  registered_at bigint not null
);

create index assets_owners on mirror.assets using gin (owners jsonb_path_ops);
create index assets_registered on mirror.assets (registered_block, id);
create index assets_fees on mirror.assets (fees_paid_until) where status in ('pending', 'verified');
create index assets_expiry on mirror.assets (expires_at) where status in ('pending', 'verified');

-- An asset's history, its liens' acts included.
create table mirror.asset_events (
  asset_id text,
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
  primary key (asset_id, seq)
);

create index asset_events_block on mirror.asset_events (block, log_index);

-- The pledge register. An active lien's rank is its place among its asset's active ones by ("official_at", "sequence").
create table mirror.liens (
  contract text,
  id bigint,
  asset_id text not null,
  lender text not null,
  kind text not null check (kind in ('security-interest', 'pledge')),
  status text not null
    check (status in ('proposed', 'consented', 'active', 'released', 'enforced', 'withdrawn', 'refused')),
  currency text not null,
  amount numeric not null check (amount > 0),
  debt_due_at bigint not null,
  notices integer not null,
  title bigint not null,
  debt text not null,
  document_root text not null,
  consents jsonb not null,
  register text,
  number text,
  official_at bigint,
  sequence bigint,
  document_hash text,
  reason text,
  proposed_block bigint not null,
  proposed_at bigint not null,
  activated_at bigint,
  closed_at bigint,
  primary key (contract, id),
  check (status <> 'active' or (official_at is not null and sequence is not null))
);

create index liens_asset on mirror.liens (asset_id);
create index liens_lender on mirror.liens (lender);
create index liens_proposed on mirror.liens (proposed_block, id);
