-- expand

-- Amount and salt of bids that the service sealed, encrypted under the bidder's key until it opens them.
create table core.sealed_bids (
  commitment text primary key,
  party_id core.hash not null references core.parties,
  ciphertext bytea not null
);
