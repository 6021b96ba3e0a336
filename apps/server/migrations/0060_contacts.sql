-- contacts

-- A person. `phone` is what is shown and searched; who somebody is stands in contact_identities.
create table contacts (
  organization_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null default '' check (length(name) <= 200),
  -- E.164, always also an identity.
  phone text check (length(phone) <= 20),
  -- Values of custom fields by key; all of them text.
  fields jsonb not null default '{}',
  -- IANA name; null: the organization's.
  zone text,
  language text,
  source text not null check (source in ('member', 'import', 'message', 'api')),
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  -- Shown on the person; the truth and its proof belong to compliance, which keeps this in the same transaction.
  opted_out_at timestamptz,
  -- Removed: by a member after an opt-out (kept without personal data, so that an import can't undo the opt-out), or
  -- because the same person was found under another contact.
  removed_at timestamptz,
  removed_by uuid,
  merged_into_id uuid,
  primary key (organization_id, id),
  check (merged_into_id is null or removed_at is not null)
);
create index contacts_by_name on contacts (organization_id, (lower(name) collate "C"), id);
create index contacts_search on contacts
  using gin (organization_id, (name || ' ' || coalesce(phone, '')) gin_trgm_ops);
select protect_tenant_table('contacts');

-- Under row level security no index serves `ilike`, which is not leakproof; a view of the owner restores it.
create view search_contacts as
  select id, organization_id, name, phone, fields, zone, language, created_at, updated_at, opted_out_at,
    name || ' ' || coalesce(phone, '') as search, lower(name) collate "C" as sort_name
  from contacts
  where organization_id = (select current_organization()) and removed_at is null;
grant select on search_contacts to app;

-- By what a person is known: phone (E.164), lid (the digits of WhatsApp's hidden id) or another jid.
create table contact_identities (
  organization_id uuid not null,
  kind text not null check (kind in ('phone', 'lid', 'jid')),
  value text not null,
  contact_id uuid not null,
  primary key (organization_id, kind, value),
  foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
);
create index contact_identities_by_contact on contact_identities (organization_id, contact_id);
select protect_tenant_table('contact_identities');

create table tags (
  organization_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 60),
  color text not null,
  created_at timestamptz not null,
  created_by uuid,
  primary key (organization_id, id)
);
create unique index tags_by_name on tags (organization_id, lower(name));
select protect_tenant_table('tags');

-- Led by the tag: its people come out newest first, because ids are made in order.
create table contact_tags (
  organization_id uuid not null,
  tag_id uuid not null,
  contact_id uuid not null,
  tagged_at timestamptz not null,
  tagged_by uuid,
  primary key (organization_id, tag_id, contact_id),
  foreign key (organization_id, tag_id) references tags (organization_id, id) on delete cascade,
  foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
);
create index contact_tags_by_contact on contact_tags (organization_id, contact_id);
select protect_tenant_table('contact_tags');

-- Definitions of custom fields; `key` is what texts and files call them.
create table custom_fields (
  organization_id uuid not null,
  id uuid not null default uuidv7(),
  key text not null check (key ~ '^[a-z0-9_]{1,40}$'),
  label text not null check (length(label) between 1 and 60),
  created_at timestamptz not null,
  created_by uuid,
  -- Removed by a member; its values are being erased from the contacts, then the row goes too.
  removed_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, key)
);
select protect_tenant_table('custom_fields');

-- One uploaded file. The file itself is in the storage until the import ends.
create table imports (
  organization_id uuid not null,
  id uuid not null default uuidv7(),
  file_name text not null,
  status text not null check (status in ('uploaded', 'mapped', 'checking', 'checked', 'importing', 'finished', 'failed')),
  -- How to read the file: {"encoding", "delimiter", "hasHeader"}, found at upload.
  format jsonb not null,
  header text[] not null,
  samples jsonb not null,
  -- What a member chose: columns, country, duplicates, tags, consent.
  mapping jsonb,
  bytes bigint not null,
  created_at timestamptz not null,
  created_by uuid,
  -- Of the last dry run: counts and rejected rows by reason.
  checked_at timestamptz,
  check_counts jsonb,
  started_at timestamptz,
  started_by uuid,
  finished_at timestamptz,
  failure text,
  -- Where the next batch begins; moves in the transaction of the batch, so a crash neither skips nor repeats a row.
  position bigint not null default 0,
  next_row bigint not null default 1,
  rows bigint not null default 0,
  created bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  duplicate bigint not null default 0,
  rejected bigint not null default 0,
  reasons jsonb not null default '{}',
  primary key (organization_id, id)
);
select protect_tenant_table('imports');

-- Rows that could not be imported, as they stood in the file.
create table import_rows (
  organization_id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  reason text not null,
  cells text[] not null,
  primary key (organization_id, import_id, row_number),
  foreign key (organization_id, import_id) references imports (organization_id, id) on delete cascade
);
select protect_tenant_table('import_rows');

-- Everybody an import named, new or known before: the audience "people of this file". No foreign keys, because an import
-- writes a million rows and each check costs as much as the row; readers join contacts.
create table import_contacts (
  organization_id uuid not null,
  import_id uuid not null,
  contact_id uuid not null,
  primary key (organization_id, import_id, contact_id)
);
select protect_tenant_table('import_contacts');
