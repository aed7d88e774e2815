-- expand

-- Fields of a claim's document that one party shows another, until it revokes that.
create table core.disclosures (
  id core.hash primary key,
  claim_id core.hash not null,
  root core.hash not null references core.documents,
  party_id core.hash not null references core.parties,
  recipient_id core.hash not null references core.parties,
  fields text[] not null check (cardinality(fields) > 0),
  purpose text not null,
  created_by text not null references core.users,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create index disclosures_party on core.disclosures (party_id, created_at);
create index disclosures_recipient on core.disclosures (recipient_id, created_at);

-- Who was shown what: each entry's head is a hash over the head before and the entry, so that none can be changed or left
-- out unseen. "at" is the text that was hashed.
create table core.access_log (
  sequence bigint primary key check (sequence > 0),
  at text not null,
  disclosure_id core.hash not null references core.disclosures,
  party_id core.hash not null references core.parties,
  user_id text not null references core.users,
  action text not null check (action in ('disclosed', 'read', 'refused', 'revoked')),
  head core.hash not null
);

create index access_log_disclosure on core.access_log (disclosure_id, sequence);
