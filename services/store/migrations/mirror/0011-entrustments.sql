-- expand
-- Who lets anybody sell for it to a standing offer, as it last said.

create table mirror.entrustments (
  contract text,
  offer bigint,
  seller text,
  entrusted boolean not null,
  said_block bigint not null,
  said_at bigint not null,
  primary key (contract, offer, seller)
);
