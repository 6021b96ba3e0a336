-- inbox
-- The team's work on a chat. The order of every list is `last_message_id`, a uuidv7, so one column pages it.
create table conversations (
  organization_id uuid not null,
  id uuid not null default uuidv7(),
  chat_id uuid not null,
  session_id uuid not null,
  contact_id uuid,
  kind text not null check (kind in ('person', 'group')),
  status text not null default 'open' check (status in ('open', 'closed')),
  status_at timestamptz not null,
  status_by uuid,
  assignee_id uuid,
  assigned_at timestamptz,
  assigned_by uuid,
  -- How many rows of conversation_unread are not read; kept under the lock of this row.
  unread_count int not null default 0,
  -- The owner answered on the phone itself up to here: what came before is read.
  answered_through uuid,
  last_message_id uuid not null,
  created_at timestamptz not null,
  primary key (organization_id, id)
) with (fillfactor = 80);
create unique index conversations_of_chat on conversations (organization_id, chat_id);
create index conversations_open on conversations (organization_id, last_message_id) where status = 'open';
create index conversations_closed on conversations (organization_id, last_message_id) where status = 'closed';
-- Serves "mine" and, by `assignee_id is null`, "unassigned".
create index conversations_of_assignee on conversations (organization_id, assignee_id, last_message_id)
  where status = 'open';
create index conversations_unread on conversations (organization_id, last_message_id)
  where status = 'open' and unread_count > 0;
create index conversations_of_session on conversations (organization_id, session_id, last_message_id)
  where status = 'open';
create index conversations_of_contact on conversations (organization_id, contact_id) where contact_id is not null;
select protect_tenant_table('conversations');

-- With whom it is. Apart from the conversation, because a message would else rewrite the index of the search.
create table conversation_people (
  organization_id uuid not null,
  conversation_id uuid not null,
  name text,
  phone text,
  primary key (organization_id, conversation_id),
  foreign key (organization_id, conversation_id) references conversations (organization_id, id) on delete cascade
);
create index conversation_people_search on conversation_people
  using gin (organization_id, (coalesce(name, '') || ' ' || coalesce(phone, '')) gin_trgm_ops);
select protect_tenant_table('conversation_people');

-- Under row level security no index serves `ilike`, which is not leakproof; a view of the owner restores it. It holds the
-- whole conversation: joined with a table that is guarded itself, the search is read row by row again (0.5 → 41 ms).
create view search_conversations as
  select conversations.*, coalesce(people.name, '') || ' ' || coalesce(people.phone, '') as search
  from conversations
  join conversation_people people
    on people.organization_id = conversations.organization_id and people.conversation_id = conversations.id
  where conversations.organization_id = (select current_organization())
    and people.organization_id = (select current_organization());
grant select on search_conversations to app;

-- Incoming messages that nobody has read. A row stays a while after it was read, so that a fact told twice counts once.
create table conversation_unread (
  organization_id uuid not null,
  conversation_id uuid not null,
  message_id uuid not null,
  read_at timestamptz,
  read_by uuid,
  primary key (organization_id, conversation_id, message_id),
  foreign key (organization_id, conversation_id) references conversations (organization_id, id) on delete cascade
);
create index conversation_unread_read on conversation_unread (read_at) where read_at is not null;
select protect_tenant_table('conversation_unread');
