-- expand

-- Calldata of what went to the relay or to an account: it holds the signatures, which no event repeats.
create table mirror.transactions (
  block bigint not null references mirror.blocks,
  hash text primary key,
  recipient text not null,
  input text not null
);

create index transactions_block on mirror.transactions (block);

-- What the node showed that cannot be: kept for ever, and never acted on by itself.
create table mirror.faults (
  number bigint primary key generated always as identity,
  seen_at timestamptz not null default now(),
  kind text not null,
  block bigint not null,
  expected text not null,
  found text not null,
  detail text not null
);
