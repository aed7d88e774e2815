-- expand

-- The operator's word, daily and on request, on the chain and on the access log: head of each at one moment. "block_time" is the
-- chain's, "signed_at" the signer's, both epoch seconds. Finished once a proof of all that has changed before it is kept.
create table core.checkpoints (
  number bigint primary key check (number > 0),
  request core.hash unique,
  block bigint not null,
  block_hash core.hash not null,
  block_time bigint not null,
  accesses bigint not null,
  access_head core.hash not null,
  signed_at bigint not null,
  signature text not null,
  finished_at timestamptz
);

-- Proof bundles as of the checkpoint, because nodes do not keep old state: without names and document fields, compressed.
-- "refusal" says why there is none.
create table core.checkpoint_proofs (
  kind text not null check (kind in ('claim', 'asset', 'party', 'facility')),
  subject text not null,
  checkpoint bigint not null references core.checkpoints,
  block bigint not null,
  bundle bytea,
  refusal text,
  primary key (kind, subject, checkpoint),
  check ((bundle is null) <> (refusal is null))
);
