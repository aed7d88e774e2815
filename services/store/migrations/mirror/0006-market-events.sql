-- expand
-- When a bid's counter-offer was made, and what the feed and the keeper look for.

alter table mirror.bids add column countered_block bigint;
alter table mirror.bids add column countered_at bigint;

create index bids_placed on mirror.bids (placed_block);
create index bids_countered on mirror.bids (countered_block) where countered_block is not null;
create index bids_closed on mirror.bids (closed_block) where closed_block is not null;
create index asks_asked on mirror.asks (asked_block);
create index asks_closed on mirror.asks (closed_block) where closed_block is not null;
create index asks_rounds on mirror.asks (deadline) where status = 'open' and deadline is not null;
