-- expand

-- Keyed hashes of the coarse forms of invoice numbers: claims that share one may be one invoice told twice.
create table core.invoice_skeletons (
  tag core.hash,
  claim_id core.hash,
  primary key (tag, claim_id)
);

create index invoice_skeletons_claim on core.invoice_skeletons (claim_id);

-- Debtors who asked for an invoice that only its seller registers; "claim_id" is what they met, null for nothing.
create table core.duplicate_cases (
  number text primary key,
  party_id core.hash not null references core.parties,
  user_id text not null references core.users,
  claim_id core.hash,
  created_at timestamptz not null default now()
);

create index duplicate_cases_party on core.duplicate_cases (party_id, created_at);
