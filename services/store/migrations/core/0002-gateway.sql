-- expand

-- Identifiers as normalised for look-up; one belongs to one party only.
create table core.party_identifiers (
  value text primary key check (value <> ''),
  scheme text not null,
  party_id core.hash not null references core.parties
);

create index party_identifiers_party on core.party_identifiers (party_id);

-- What stands behind a salted hash on the ledger: a sub-invoice, a reason, a bank account.
create table core.references (
  hash core.hash primary key,
  party_id core.hash not null references core.parties,
  kind text not null,
  text text not null,
  salt bytea not null,
  created_at timestamptz not null default now()
);
