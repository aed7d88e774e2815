-- expand

create table mirror.blocks (
  number bigint primary key,
  hash text not null unique,
  timestamp bigint not null
);

-- "index" counts in the block and "position" in the transaction; no further checks: the receipts root covers the rest.
create table mirror.logs (
  block bigint not null references mirror.blocks,
  index integer not null,
  address text not null,
  topics text[] not null,
  data text not null,
  transaction_hash text not null,
  position integer not null,
  primary key (block, index)
);
