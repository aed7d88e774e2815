-- expand

-- Keys that users got after their first one, which stands in core.users: by a rotation or a recovery. Which of a user's
-- keys signs now, the ledger alone says.
create table core.user_keys (
  address core.address primary key,
  user_id text not null references core.users,
  custody text not null check (custody in ('custodial', 'external', 'hsm')),
  created_at timestamptz not null default now()
);

create index user_keys_user on core.user_keys (user_id);

create view core.known_keys as
select signer as address, id as user_id, signer_kind as custody from core.users where signer is not null
union all
select address, user_id, custody from core.user_keys;
