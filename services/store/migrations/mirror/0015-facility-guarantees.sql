-- expand

-- "covered": paid to a drawdown's lenders by guarantors beside the debt, with its interest, and not come back, as of when the
-- borrower owed "cover_owed" on it in all; interest raises both alike.
alter table mirror.drawdowns
  add column covered numeric not null default 0 check (covered >= 0),
  add column cover_owed numeric not null default 0 check (cover_owed >= covered);

-- "cover_returned": what the borrower has paid for the guarantors, once the lenders were whole.
alter table mirror.facilities
  add column cover_returned numeric not null default 0,
  add column accelerated_at bigint;
