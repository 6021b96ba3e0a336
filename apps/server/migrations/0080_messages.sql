-- messages
-- The thread of one session with a person, group, newsletter or the status list.
create table chats (
  organization_id uuid not null,
  id uuid not null default uuidv7(),
  session_id uuid not null,
  kind text not null check (kind in ('person', 'group', 'newsletter', 'status')),
  -- The address messages are sent to.
  jid text not null,
  contact_id uuid,
  -- Copies of what contacts says, so that a message is shown without asking it; kept by on-contact-updated.
  name text,
  phone text,
  -- The name the person gave himself; a new one is passed on to contacts.
  push_name text,
  -- When the person first wrote: answers to him have a pacing bucket of their own.
  first_incoming_at timestamptz,
  created_at timestamptz not null,
  primary key (organization_id, id)
);
create unique index chats_of_contact on chats (organization_id, session_id, contact_id) where contact_id is not null;
create index chats_by_contact on chats (organization_id, contact_id) where contact_id is not null;
select protect_tenant_table('chats');

-- Every address that leads to a chat: a person writes by phone number or by LID.
create table chat_addresses (
  organization_id uuid not null,
  session_id uuid not null,
  jid text not null,
  chat_id uuid not null,
  primary key (organization_id, session_id, jid),
  foreign key (organization_id, chat_id) references chats (organization_id, id) on delete cascade
);
create index chat_addresses_of_chat on chat_addresses (organization_id, chat_id);
select protect_tenant_table('chat_addresses');

-- The least uuidv7 of a moment: the bound between partitions, and between "before" and "after" in a chat.
create function message_id_floor(moment timestamptz) returns uuid
  language sql immutable parallel safe
  return (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

-- Partitioned by month on the id, which is made from WhatsApp's own time. Nothing references this table, so that an
-- empty partition can be dropped; role app has rights on the parent only.
create table messages (
  organization_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  chat_id uuid not null,
  contact_id uuid,
  wa_id text not null,
  direction text not null check (direction in ('incoming', 'outgoing')),
  -- Typed by the owner on the phone itself.
  from_phone boolean not null default false,
  type text not null check (type in ('text', 'unsupported')),
  text text,
  unsupported_kind text,
  -- The author in a group.
  sender_jid text,
  sender_name text,
  quoted_wa_id text,
  status text not null
    check (status in ('received', 'queued', 'sent', 'delivered', 'read', 'failed', 'cancelled')),
  reason text,
  purpose text check (purpose in ('reply', 'broadcast', 'automation')),
  priority smallint,
  client_id text,
  origin_type text check (origin_type in ('campaign', 'api', 'inbox', 'test')),
  origin_id text,
  created_by uuid,
  at timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  -- When it failed or was cancelled.
  ended_at timestamptz,
  primary key (organization_id, id)
) partition by range (id);
create index messages_of_chat on messages (organization_id, chat_id, id);
create index messages_of_session on messages (organization_id, session_id, id);
-- The few that failed or were cancelled. By `ended_at`, because a status in the predicate would take every ack and receipt
-- off its page and into the indexes.
create index messages_ended on messages (organization_id, session_id, id) where ended_at is not null;
select protect_tenant_table('messages');

-- Makes the partition of a month (UTC) unless it exists. Rows of that month that waited in the default partition move.
create function make_messages_partition(month date) returns boolean language plpgsql as $$
declare
  name text := 'messages_' || to_char(month, 'YYYY_MM');
  lower_id uuid := message_id_floor(month::timestamp at time zone 'UTC');
  upper_id uuid := message_id_floor((month + interval '1 month')::timestamp at time zone 'UTC');
begin
  if to_regclass(name) is not null then
    return false;
  end if;
  -- Room on each page keeps the rewriting of a status on its page and out of the indexes.
  execute format('create table %I (like messages including all) with (fillfactor = 80)', name);
  execute format('alter table %I enable row level security', name);
  execute format(
    'with moved as (delete from messages_default where id >= %L and id < %L returning *) '
    'insert into %I select * from moved', lower_id, upper_id, name);
  execute format('alter table messages attach partition %I for values from (%L) to (%L)', name, lower_id, upper_id);
  return true;
end $$;
revoke execute on function make_messages_partition(date) from public;

create table messages_default partition of messages default;
alter table messages_default enable row level security;
do $$
declare
  month date := date_trunc('month', now() at time zone 'UTC')::date;
begin
  execute format(
    'create table messages_older partition of messages for values from (minvalue) to (%L) with (fillfactor = 80)',
    message_id_floor((month - interval '1 month')::timestamp at time zone 'UTC'));
  alter table messages_older enable row level security;
  for ahead in -1..2 loop
    perform make_messages_partition((month + make_interval(months => ahead))::date);
  end loop;
end $$;

-- Which message carries a WhatsApp id: exact across partitions. Senders choose their ids, so a shorter key would let one
-- chat hide another's message.
create table message_keys (
  organization_id uuid not null,
  session_id uuid not null,
  chat_id uuid not null,
  from_me boolean not null,
  wa_id text not null,
  message_id uuid not null,
  primary key (organization_id, session_id, chat_id, from_me, wa_id)
);
-- Acks and retry receipts name our own id without a chat; those ids are ours and random.
create index message_keys_of_ours on message_keys (organization_id, session_id, wa_id) where from_me;
select protect_tenant_table('message_keys');

-- A message id chosen by a client, so that Retry and a double click never send twice.
create table message_client_ids (
  organization_id uuid not null,
  client_id text not null check (length(client_id) between 1 and 100),
  message_id uuid not null,
  primary key (organization_id, client_id)
);
select protect_tenant_table('message_client_ids');

-- What is not yet acknowledged by WhatsApp. `fence` is null while the row waits, and the fence of the lease that took it
-- while it is being sent; a row of an older fence is given again under the same wa_id.
create table outbox (
  organization_id uuid not null,
  session_id uuid not null,
  wa_id text not null,
  message_id uuid not null,
  chat_id uuid not null,
  contact_id uuid,
  jid text not null,
  text text not null,
  lane text not null check (lane in ('reply', 'other')),
  priority smallint not null,
  send_after timestamptz not null,
  -- Not taken any more from this moment on, for example because night falls at the recipient's.
  send_before timestamptz,
  attempts int not null default 0,
  fence bigint,
  claimed_at timestamptz,
  primary key (organization_id, session_id, wa_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.05);
create index outbox_waiting on outbox (organization_id, session_id, lane, priority, send_after, message_id)
  where fence is null;
create index outbox_taken on outbox (organization_id, session_id) where fence is not null;
select protect_tenant_table('outbox');

-- The newest fence that took messages of a session: a holder that lost its lease takes nothing any more.
create table outbox_fences (
  organization_id uuid not null,
  session_id uuid not null,
  fence bigint not null,
  primary key (organization_id, session_id)
);
select protect_tenant_table('outbox_fences');
