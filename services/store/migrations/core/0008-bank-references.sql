-- expand

-- References of banks behind the hashes under which the ledger booked them.
create table core.bank_references (
  hash core.hash primary key,
  party_id core.hash not null references core.parties,
  text text not null,
  created_at timestamptz not null default now()
);

-- Recalls that could not be: what was left no longer stood where it was booked. The bank's claim is on who has it.
create table core.refused_recalls (
  id bigint primary key generated always as identity,
  party_id core.hash not null references core.parties,
  user_id text not null references core.users,
  currency text not null,
  ref core.hash not null,
  amount numeric not null check (amount > 0),
  available numeric not null check (available >= 0),
  reason text not null,
  created_at timestamptz not null default now()
);

create index refused_recalls_day on core.refused_recalls (currency, created_at);
