-- expand

-- Credit notes that were posted, by the keyed hash of seller and number: one lowers one debt once. "root" stands for the note
-- on the ledger; "operation_id" brought it there.
create table core.credit_notes (
  tag core.hash primary key,
  root core.hash not null,
  claim_id core.hash not null,
  operation_id core.hash not null,
  created_at timestamptz not null default now()
);
