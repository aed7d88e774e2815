-- expand

-- Liens that count towards a facility; one that has ended counts for nothing.
create table mirror.facility_liens (
  facility_id text,
  lien bigint,
  contract text not null,
  asset_id text not null,
  amount numeric not null check (amount > 0),
  attached_block bigint not null,
  attached_at bigint not null,
  primary key (facility_id, lien)
);

create index facility_liens_lien on mirror.facility_liens (lien);

-- Claims whose money is paid on a facility: what an asset earns. "collected": passed on so far.
create table mirror.facility_incomes (
  facility_id text,
  claim_id text,
  contract text not null,
  asset_id text not null,
  units numeric not null check (units > 0),
  collected numeric not null,
  assigned_block bigint not null,
  assigned_at bigint not null,
  primary key (facility_id, claim_id)
);

-- Sales of assets under a lien, by sealed bids. "contract" is the asset contract, which keeps their history. "best" is paid in
-- by "bidder"; "surplus" went to the former owners, "surviving" liens stayed with the asset.
create table mirror.sales (
  contract text,
  id bigint,
  asset_id text not null,
  lien bigint not null,
  lender text not null,
  currency text not null,
  reserve numeric not null,
  commit_by bigint not null,
  reveal_by bigint not null check (reveal_by > commit_by),
  evidence text not null,
  status text not null check (status in ('open', 'sold', 'failed')),
  best numeric not null,
  bidder text,
  surplus numeric,
  surviving bigint,
  opened_block bigint not null,
  opened_at bigint not null,
  closed_at bigint,
  primary key (contract, id),
  check ((bidder is null) = (best = 0))
);

create index sales_asset on mirror.sales (asset_id);
create index sales_opened on mirror.sales (opened_block, id);

-- "amount" is there once the bid is opened.
create table mirror.sale_bids (
  contract text,
  sale bigint,
  bidder text,
  commitment text not null,
  amount numeric,
  committed_at bigint not null,
  revealed_at bigint,
  primary key (contract, sale, bidder)
);

create index sale_bids_bidder on mirror.sale_bids (bidder);

-- What the lender of a lien demands, is owed and gets, and what a former owner gets. "payee": a lien's number, or an account.
create table mirror.sale_shares (
  contract text,
  sale bigint,
  payee text,
  demanded numeric,
  owed numeric,
  paid numeric check (paid <= owed),
  primary key (contract, sale, payee)
);
