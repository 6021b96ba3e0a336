-- organizations

create table organizations (
  organization_id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  zone text not null,
  language text not null check (language in ('id', 'en')),
  created_at timestamptz not null,
  created_by uuid not null references users (id)
);
select protect_tenant_table('organizations');

-- A person in an organization. Who left stays as a row, so that old work keeps its name.
create table members (
  organization_id uuid not null references organizations (organization_id),
  user_id uuid not null references users (id),
  role text not null check (role in ('owner', 'admin', 'manager', 'agent', 'viewer')),
  joined_at timestamptz not null,
  invited_by uuid,
  removed_at timestamptz,
  removed_by uuid,
  primary key (organization_id, user_id)
);
create index members_by_user on members (user_id) where removed_at is null;
select protect_tenant_table('members');

create table invitations (
  organization_id uuid not null references organizations (organization_id),
  id uuid not null default uuidv7(),
  email text not null check (email = lower(email) and length(email) <= 254),
  role text not null check (role in ('owner', 'admin', 'manager', 'agent', 'viewer')),
  token_hash text not null unique,
  created_at timestamptz not null,
  created_by uuid not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (organization_id, id)
);
create unique index invitations_open on invitations (organization_id, email)
  where accepted_at is null and revoked_at is null;
select protect_tenant_table('invitations');

-- What of the set-up is done, by the first fact that showed it.
create table onboarding_steps (
  organization_id uuid not null references organizations (organization_id),
  name text not null,
  done_at timestamptz not null,
  primary key (organization_id, name)
);
select protect_tenant_table('onboarding_steps');

-- Who did what to people, roles and keys.
create table audit_entries (
  organization_id uuid not null references organizations (organization_id),
  id uuid not null default uuidv7(),
  at timestamptz not null,
  -- Null: the machine itself.
  user_id uuid,
  api_key_id uuid,
  action text not null,
  data jsonb not null,
  -- Of the fact that told it, so that hearing it twice writes it once.
  event_id bigint,
  primary key (organization_id, id),
  unique (organization_id, event_id)
);
select protect_tenant_table('audit_entries');
