-- expand

-- What the contract watches of a borrower's promises: until when an open margin call can be cured (0 for none), the ground of
-- a recorded default, up to when breaches are waived, and the bit set of the reports filed. What they were on a past day
-- follows from the facility's events.
alter table mirror.facilities
  add column cure_by bigint not null default 0,
  add column ground text not null default 'none' check (ground in ('none', 'payment', 'margin', 'report')),
  add column waived_until bigint not null default 0,
  add column filed numeric not null default 0;

-- Votes of a facility's lenders. "change": of an amendment, the terms as they are to be; "voters": with what each voted,
-- {account: {undrawn, units: {drawdown: units}}}, and "weight" and "total" as of the last vote.
create table mirror.facility_votes (
  facility_id text,
  number bigint,
  motion text not null check (motion in ('waiver', 'amendment', 'acceleration')),
  asked_by text not null,
  votes_by bigint not null,
  document text not null,
  waived_until bigint not null,
  change jsonb not null,
  voters jsonb not null,
  undrawn numeric not null,
  weight numeric not null,
  total numeric not null,
  carried boolean not null,
  asked_at bigint not null,
  primary key (facility_id, number)
);
