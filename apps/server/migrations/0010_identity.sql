-- identity

-- People. They belong to no organization, so role app has no right to this table.
create table users (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  -- Trimmed and in lower case.
  email text not null unique check (email = lower(email) and length(email) <= 254),
  password_hash text not null,
  phone text check (length(phone) <= 20),
  language text not null check (language in ('id', 'en')),
  zone text not null,
  -- Key of the photo in the storage; a new photo gets a new one, so that its address may be cached for ever.
  avatar_id uuid unique,
  terms_version text not null,
  terms_accepted_at timestamptz not null,
  created_at timestamptz not null,
  verified_at timestamptz,
  -- The operator runs the installation: its first person.
  operator_since timestamptz
);
create unique index users_one_operator on users ((true)) where operator_since is not null;
alter table users enable row level security;

-- A mailed link that proves an address. It carries what was registered with it: of two people who register the same
-- address, the one who opens his own mail gets the account with his own password.
create table email_verifications (
  token_hash text primary key,
  user_id uuid not null references users (id) on delete cascade,
  name text not null,
  password_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index email_verifications_by_user on email_verifications (user_id, created_at);
alter table email_verifications enable row level security;

create table password_resets (
  token_hash text primary key,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index password_resets_by_user on password_resets (user_id, created_at);
alter table password_resets enable row level security;

-- One sign-in of a person on a device. The cookie is its token; access and refresh tokens belong to it and end with it.
create table sign_ins (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users (id) on delete cascade,
  token_hash text not null unique,
  device text not null,
  ip text not null,
  is_remembered boolean not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('signed_out', 'password_changed', 'password_reset', 'refresh_token_reused'))
);
create index sign_ins_by_user on sign_ins (user_id) where ended_at is null;
create index sign_ins_by_expiry on sign_ins (expires_at);
alter table sign_ins enable row level security;

-- Each refresh token works once; a second use means that it was stolen, and ends the sign-in.
create table refresh_tokens (
  token_hash text primary key,
  sign_in_id uuid not null references sign_ins (id) on delete cascade,
  created_at timestamptz not null,
  used_at timestamptz
);
create index refresh_tokens_by_sign_in on refresh_tokens (sign_in_id);
alter table refresh_tokens enable row level security;

-- Wrong passwords in a window of time, by account and by account with address.
create table failed_sign_ins (
  subject text primary key,
  window_ends_at timestamptz not null,
  count integer not null
);
alter table failed_sign_ins enable row level security;

-- Addresses that may sign up while signing up is by invitation only.
create table expected_people (
  email text primary key,
  until timestamptz not null
);
alter table expected_people enable row level security;

-- Everything mailed, kept as the operator's outbox.
create table mails (
  id uuid primary key default uuidv7(),
  recipient text not null,
  subject text not null,
  text text not null,
  html text not null,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index mails_by_age on mails (created_at);
alter table mails enable row level security;

-- An organization's commands write mails and expect people without reading those of others.
create function write_mail(recipient text, subject text, body text, html text, at timestamptz) returns uuid
  language sql security definer set search_path = public, pg_temp as $$
  insert into mails (recipient, subject, text, html, created_at) values (recipient, subject, body, html, at) returning id
$$;
revoke execute on function write_mail(text, text, text, text, timestamptz) from public;
grant execute on function write_mail(text, text, text, text, timestamptz) to app;

create function expect_person(address text, until_then timestamptz) returns void
  language sql security definer set search_path = public, pg_temp as $$
  insert into expected_people (email, until) values (address, until_then)
  on conflict (email) do update set until = greatest(expected_people.until, excluded.until)
$$;
revoke execute on function expect_person(text, timestamptz) from public;
grant execute on function expect_person(text, timestamptz) to app;

-- What members of an organization may know of one person: role app can ask for a name only by id.
create function person_of(person uuid, out name text, out email text, out language text, out avatar_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select users.name, users.email, users.language, users.avatar_id from users where users.id = person
$$;
revoke execute on function person_of(uuid) from public;
grant execute on function person_of(uuid) to app;

-- Keys of programs. A key acts for the member who made it, within its scopes, in one organization.
create table api_keys (
  organization_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 100),
  key_hash text not null unique,
  -- The first letters, so that a key found somewhere can be told from the others.
  prefix text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  created_by uuid not null references users (id),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (organization_id, id)
);
select protect_tenant_table('api_keys');
