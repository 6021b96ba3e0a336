/** The tables of a simulated network; one file holds everything that must survive a kill. */
export const SCHEMA = `
create table if not exists meta (name text primary key, value text not null) without rowid;

create table if not exists users (
  phone text primary key, lid text not null unique, name text not null, kind text not null,
  registered integer not null, online integer not null, persona text
) without rowid;

create table if not exists virtual_keys (
  phone text primary key, registration_id integer not null,
  identity_private blob not null, identity_public blob not null,
  signed_private blob not null, signed_public blob not null, signed_signature blob not null,
  one_time_private blob not null, one_time_public blob not null
) without rowid;

create table if not exists accounts (
  phone text primary key, raw_id integer not null, next_device integer not null,
  refuse_code integer, offline integer not null default 0, new_chat_limit integer
) without rowid;

create table if not exists devices (
  phone text not null, device integer not null, key_index integer not null, noise_key blob not null,
  identity blob not null, registration_id integer not null,
  signed_id integer not null, signed_public blob not null, signed_signature blob not null,
  platform text not null, paired_at integer not null, welcomed integer not null default 0, primary key (phone, device)
) without rowid;

create table if not exists pre_keys (
  phone text not null, device integer not null, id integer not null, public blob not null,
  primary key (phone, device, id)
) without rowid;

create table if not exists signal_sessions (
  owner text not null, peer text not null, record text not null, primary key (owner, peer)
) without rowid;

create table if not exists queue (
  id integer primary key autoincrement, phone text not null, device integer not null,
  class text not null, type text not null, stanza_id text not null, peer text not null,
  due integer not null, retries integer not null default 0, stanza blob not null
);
create index if not exists queue_of_device on queue (phone, device, stanza_id);
create index if not exists queue_due on queue (due);

create table if not exists messages (
  seq integer primary key autoincrement, change integer not null, owner text not null, peer text not null,
  direction text not null, id text not null, kind text not null, text text not null, status text not null,
  at integer not null, deliveries integer not null, author text, details text, content blob,
  unique (owner, peer, direction, id)
);
create index if not exists messages_change on messages (change);
create index if not exists messages_id on messages (id);

create table if not exists media (
  path text primary key, bytes blob not null, expired integer not null
) without rowid;

create table if not exists groups (id text primary key, invite_code text not null, data text not null) without rowid;
create index if not exists groups_invite on groups (invite_code);

create table if not exists group_members (
  phone text not null, group_id text not null, primary key (phone, group_id)
) without rowid;

create table if not exists sender_keys (
  group_id text not null, sender text not null, record text not null, primary key (group_id, sender)
) without rowid;

create table if not exists sender_key_holders (
  group_id text not null, sender text not null, holder text not null, key_id integer not null,
  primary key (group_id, sender, holder)
) without rowid;

create table if not exists pictures (owner text primary key, id text not null, image blob not null) without rowid;

create table if not exists profiles (phone text primary key, data text not null) without rowid;

create table if not exists newsletters (id text primary key, data text not null) without rowid;

create table if not exists outbox (
  owner text not null, peer text not null, id text not null, content blob not null, primary key (owner, peer, id)
) without rowid;

create table if not exists customers (account text primary key, persona text not null) without rowid;

create table if not exists acquaintances (
  account text not null, person text not null, name text not null, unique (account, person)
);

create table if not exists app_state_keys (
  phone text primary key, key_id blob not null, key_data blob not null
) without rowid;

create table if not exists app_state_patches (
  phone text not null, collection text not null, version integer not null, patch blob not null,
  primary key (phone, collection, version)
) without rowid;

create table if not exists planned_answers (
  id integer primary key autoincrement, due integer not null, person text not null, account text not null,
  text text not null, addressing text not null
);
`;

/** Columns that tables of older files lack. */
export const ADDED_COLUMNS = [
  { table: "messages", column: "author", type: "text" },
  { table: "messages", column: "details", type: "text" },
  { table: "messages", column: "content", type: "blob" },
  { table: "planned_answers", column: "action", type: "text" },
  { table: "planned_answers", column: "message_id", type: "text" },
] as const;
