-- expand

-- Proposals to give an account other signers. "seq": of the proposal in the account's history. "signers":
-- [{key, custody}]; instants are epoch seconds.
create table mirror.recoveries (
  account text,
  id text,
  seq bigint not null,
  state text not null check (state in ('proposed', 'confirmed', 'cancelled', 'executed')),
  reason text not null,
  threshold integer not null,
  signers jsonb not null,
  proposed_by text not null,
  proposed_block bigint not null,
  proposed_at bigint not null,
  confirmed_by text,
  confirmed_at bigint,
  executable_at bigint,
  closed_by text,
  closed_block bigint,
  closed_at bigint,
  close_reason text,
  primary key (account, id)
);

create index recoveries_open on mirror.recoveries (account) where state in ('proposed', 'confirmed');

-- Every act by which somebody overrides a party or stops the ledger. "account": the party concerned; "actor": who did it,
-- null where the ledger does not tell.
create table mirror.overrides (
  block bigint,
  log_index integer,
  kind text not null,
  contract text not null,
  account text,
  claim_id text,
  actor text,
  intent text,
  reason text,
  facts jsonb not null,
  at bigint not null,
  transaction_hash text not null,
  primary key (block, log_index)
);

create index overrides_account on mirror.overrides (account, block) where account is not null;
