-- expand

-- What happened, on the ledger and by the passing of time, in the one order in which everybody is told. Instants are
-- seconds since 1970-01-01 UTC, as in the mirror. "key" says what the event is, however often it is derived.
create table core.events (
  position bigint primary key check (position > 0),
  key text not null unique,
  kind text not null,
  subject text not null,
  sequence integer not null check (sequence > 0),
  at bigint not null,
  block bigint not null,
  data jsonb not null,
  unique (subject, sequence)
);

-- Whom an event concerns: nobody else is told.
create table core.event_parties (
  account core.address,
  position bigint references core.events,
  primary key (account, position)
);

-- How far the events go: the last position, and the block of the mirror and its time up to which all is told.
create table core.feed (
  one boolean primary key default true check (one),
  position bigint not null,
  block bigint not null,
  clock bigint not null
);

-- In whose clock a due date ends: the ledger has the instant only.
create table core.due_zones (
  claim_id core.hash,
  due_at bigint,
  zone text not null,
  primary key (claim_id, due_at)
);

-- The days of open claims, as instants; made from the mirror and "due_zones", and dropped when a claim has ended.
create table core.claim_days (
  claim_id core.hash primary key,
  due_at bigint not null,
  zone text not null,
  grace_days integer not null,
  due_date date not null,
  soon_at bigint not null,
  tomorrow_at bigint not null,
  day_at bigint not null,
  default_at bigint not null,
  known_block bigint not null
);

create index claim_days_known on core.claim_days (known_block);
create index claim_days_soon on core.claim_days (soon_at);
create index claim_days_tomorrow on core.claim_days (tomorrow_at);
create index claim_days_day on core.claim_days (day_at);
create index claim_days_due on core.claim_days (due_at);
create index claim_days_default on core.claim_days (default_at);

-- "position": everything up to it was delivered, given up or not asked for. "attempts" are those of the event after it.
create table core.webhooks (
  id text primary key,
  party_id core.hash not null references core.parties,
  url text not null,
  kinds text[] not null,
  status text not null default 'active' check (status in ('active', 'suspended')),
  position bigint not null,
  attempts integer not null default 0 check (attempts >= 0),
  given_up integer not null default 0 check (given_up >= 0),
  next_attempt_at timestamptz not null default now(),
  last_attempt_at timestamptz,
  last_success_at timestamptz,
  last_status integer,
  last_error text,
  created_by text not null references core.users,
  created_at timestamptz not null default now()
);

create index webhooks_party on core.webhooks (party_id);
create index webhooks_active on core.webhooks (next_attempt_at) where status = 'active';

-- How each event ended, or stands, at each webhook. "again" counts redeliveries that were asked for and not yet made.
create table core.webhook_deliveries (
  webhook_id text references core.webhooks on delete cascade,
  position bigint references core.events,
  state text not null check (state in ('retrying', 'delivered', 'given-up')),
  attempts integer not null check (attempts > 0),
  status integer,
  error text,
  again boolean not null default false,
  last_attempt_at timestamptz not null,
  primary key (webhook_id, position)
);

create index webhook_deliveries_again on core.webhook_deliveries (webhook_id, position) where again;
