-- expand

-- The last block whose rows are all here; no row before the first.
create table mirror.cursor (
  one boolean primary key default true check (one),
  block bigint not null,
  hash text not null
);
