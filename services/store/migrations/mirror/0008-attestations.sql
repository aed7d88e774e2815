-- expand

-- Statements on a subject: a claim by its id, a party by its account, as 32 bytes. "value" and "currency" of a valuation only;
-- "details" is the salted hash of what the kind asks for besides. Instants are epoch seconds.
create table mirror.attestations (
  id text primary key,
  contract text not null,
  subject text not null,
  seq bigint not null,
  issuer text not null,
  kind text not null check (kind in ('valuation', 'registration', 'green-label', 'report', 'verification')),
  value numeric,
  currency text,
  date bigint not null,
  expires_at bigint not null,
  document text not null,
  details text not null,
  attested_block bigint not null,
  attested_at bigint not null,
  revoked_block bigint,
  revoked_at bigint,
  revoke_reason text,
  check ((value is null) = (currency is null))
);

create index attestations_subject on mirror.attestations (subject, kind);
create index attestations_issuer on mirror.attestations (issuer, attested_block);
create index attestations_expiry on mirror.attestations (expires_at) where revoked_at is null;

-- What was ever attested about, with the head of its history.
create table mirror.subjects (
  subject text primary key,
  contract text not null,
  seq bigint not null,
  head text not null
);

create table mirror.subject_events (
  subject text,
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
  primary key (subject, seq)
);

create unique index subject_events_order on mirror.subject_events (block, log_index);

-- What a country asks for, each time that the governor set it; tenors are seconds, zero for none.
create table mirror.policies (
  country text,
  block bigint,
  log_index integer,
  contract text not null,
  warned_tenor bigint not null,
  longest_tenor bigint not null,
  needs_registration boolean not null,
  at bigint not null,
  primary key (country, block, log_index)
);
