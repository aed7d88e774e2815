-- expand

create domain core.address as text check (value ~ '^0x[0-9a-f]{40}$');
create domain core.hash as text check (value ~ '^0x[0-9a-f]{64}$');
create domain core.bytes as text check (value ~ '^0x([0-9a-f]{2})*$');

create table core.meta (
  key text primary key,
  value jsonb not null
);

create table core.parties (
  id core.hash primary key,
  account core.address not null unique,
  name text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  identifiers jsonb not null default '{}',
  roles text[] not null default '{}',
  kyb_valid_until date,
  custody text not null check (custody in ('custodial', 'external')),
  created_at timestamptz not null default now()
);

create table core.users (
  id text primary key,
  party_id core.hash references core.parties,
  name text not null,
  roles text[] not null check (
    cardinality(roles) > 0 and roles <@ array['maker', 'checker', 'viewer', 'operator', 'auditor']
  ),
  signer core.address unique,
  signer_kind text check (signer_kind in ('custodial', 'external')),
  created_at timestamptz not null default now(),
  -- Only those who run or audit the whole network belong to no party.
  check (party_id is not null or roles <@ array['operator', 'auditor']),
  check ((signer is null) = (signer_kind is null))
);

create index users_party on core.users (party_id);

create table core.api_keys (
  id text primary key,
  user_id text not null references core.users,
  key_hash text not null unique,
  prefix text not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create index api_keys_user on core.api_keys (user_id);

create table core.keystore (
  address core.address primary key,
  ciphertext bytea not null,
  created_at timestamptz not null default now()
);

create table core.secrets (
  name text,
  version integer check (version > 0),
  ciphertext bytea not null,
  created_at timestamptz not null default now(),
  primary key (name, version)
);

-- The request's four columns are null together for an operation that was re-created from the chain's events.
create table core.operations (
  id core.hash primary key,
  sequence bigint not null generated always as identity unique,
  party_id core.hash references core.parties,
  account core.address not null,
  idempotency_key text check (length(idempotency_key) between 1 and 255),
  method text,
  path text,
  request_hash core.hash,
  command text not null,
  subject text,
  status text not null default 'received' check (status in (
    'received', 'awaiting_signatures', 'queued', 'sent', 'done', 'failed', 'expired', 'cancelled', 'unknown'
  )),
  intent jsonb,
  intent_hash core.hash,
  threshold integer check (threshold > 0),
  result jsonb,
  error jsonb,
  created_by text references core.users,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  block bigint,
  transaction_hash core.hash,
  unique (account, idempotency_key),
  check (num_nulls(idempotency_key, method, path, request_hash) in (0, 4))
);

create index operations_open on core.operations (status, sequence)
  where status not in ('done', 'failed', 'expired', 'cancelled');
create index operations_party on core.operations (party_id, sequence);
create index operations_account on core.operations (account, sequence);
create index operations_subject on core.operations (subject, sequence) where subject is not null;
create index operations_transaction on core.operations (transaction_hash) where transaction_hash is not null;

create function core.change_operation() returns trigger language plpgsql as $$
begin
  if old.status in ('done', 'failed', 'expired', 'cancelled') and new.status <> old.status then
    raise exception 'operation % is %: a final status never changes', old.id, old.status
      using errcode = 'check_violation', constraint = 'operations_final_status', table = 'operations';
  end if;
  new.updated_at := now();
  return new;
end $$;

create trigger change_operation before update on core.operations
  for each row execute function core.change_operation();

create table core.signatures (
  operation_id core.hash references core.operations,
  signer core.address,
  signature core.bytes not null,
  user_id text references core.users,
  signed_at timestamptz not null default now(),
  primary key (operation_id, signer)
);

-- signed: the row is committed, so its bytes may be sent. superseded: the nonce was used up by another transaction.
create table core.relay_transactions (
  relay core.address,
  nonce bigint check (nonce >= 0),
  raw core.bytes not null,
  hash core.hash not null unique,
  status text not null default 'signed' check (status in ('signed', 'sent', 'mined', 'superseded')),
  created_at timestamptz not null default now(),
  block bigint,
  primary key (relay, nonce),
  check ((status = 'mined') = (block is not null))
);

create index relay_transactions_open on core.relay_transactions (relay, nonce) where status in ('signed', 'sent');

create table core.relay_items (
  relay core.address,
  nonce bigint,
  position integer check (position >= 0),
  operation_id core.hash not null references core.operations,
  primary key (relay, nonce, position),
  foreign key (relay, nonce) references core.relay_transactions
);

create index relay_items_operation on core.relay_items (operation_id);

create table core.leases (
  name text primary key,
  holder text not null,
  epoch bigint not null check (epoch > 0),
  expires_at timestamptz not null
);

create table core.documents (
  root core.hash primary key,
  party_id core.hash not null references core.parties,
  claim_id core.hash,
  media_type text not null,
  sha256 core.hash not null,
  -- The original bytes.
  ciphertext bytea not null,
  -- The canonical fields and their salts.
  tree_ciphertext bytea not null,
  created_at timestamptz not null default now()
);

create index documents_party on core.documents (party_id, created_at);
create index documents_claim on core.documents (claim_id) where claim_id is not null;
