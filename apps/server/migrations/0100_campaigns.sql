-- campaigns

-- A message to many people by one number. `status` is the newest row of campaign_states, kept here to be locked and
-- listed; who did what and when stands there.
create table campaigns (
  organization_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  status text not null check (status in ('draft', 'sending', 'paused', 'stopping', 'stopped', 'completed')),
  -- The last step of the wizard that was saved.
  step text not null check (step in ('audience', 'content', 'limits', 'test', 'review')),
  -- {"type": "all"} | {"type": "tag", "tagId"} | {"type": "import", "importId"}; null while nothing is chosen.
  audience jsonb,
  session_id uuid,
  text text not null check (length(text) <= 65536),
  speed text not null check (speed in ('careful', 'normal', 'fast')),
  -- Local minutes of the day in the recipient's zone; both null: any hour is fine.
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_to smallint check (quiet_to between 0 and 1439),
  -- Zone of recipients whose own is unknown, frozen at launch.
  zone text not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  tested_at timestamptz,
  launched_at timestamptz,
  -- How many people the audience had at launch; the counts of the recipients always add up to it.
  audience_size integer,
  -- Recipients handed to the queue at once, learned from how fast the number sends them.
  batch_size integer not null default 100 check (batch_size between 1 and 10000),
  next_batch_at timestamptz,
  -- When the next message may go, where the campaign is to be slower than its number.
  next_send_at timestamptz,
  primary key (organization_id, id),
  check ((quiet_from is null) = (quiet_to is null)),
  check (status = 'draft' or (launched_at is not null and audience_size is not null))
);
create index campaigns_newest on campaigns (organization_id, created_at desc, id desc);
create index campaigns_due on campaigns (next_batch_at) where status in ('sending', 'stopping');
select protect_tenant_table('campaigns');

create table campaign_states (
  organization_id uuid not null,
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  status text not null,
  -- Why the machine itself changed it, for example session_deleted.
  reason text,
  at timestamptz not null,
  by uuid,
  primary key (organization_id, id),
  foreign key (organization_id, campaign_id) references campaigns (organization_id, id) on delete cascade
);
create index campaign_states_of_campaign on campaign_states (organization_id, campaign_id, id desc);
select protect_tenant_table('campaign_states');

-- The audience, frozen at launch, and what became of each person: the ledger that the report adds up. Few keys, because
-- a launch writes a million rows: none points at contacts (the report outlives them) or messages (partitioned).
create table campaign_recipients (
  organization_id uuid not null,
  campaign_id uuid not null,
  contact_id uuid not null,
  status text not null
    check (status in ('pending', 'queued', 'sent', 'delivered', 'read', 'failed', 'skipped', 'unknown')),
  reason text,
  name text,
  phone text,
  jid text,
  zone text not null,
  -- Which of the texts that the alternatives in the message make; the same at every try.
  variant integer,
  message_id uuid,
  status_at timestamptz not null,
  primary key (organization_id, campaign_id, contact_id)
);
-- One index for three questions: who is pending in the zones that are awake, who is in a status, how many are.
create index campaign_recipients_by_status
  on campaign_recipients (organization_id, campaign_id, status, zone, contact_id) include (reason, variant);
create index campaign_recipients_by_message on campaign_recipients (organization_id, message_id)
  where message_id is not null;
create index campaign_recipients_queued on campaign_recipients (organization_id, contact_id) where status = 'queued';
select protect_tenant_table('campaign_recipients');

-- Counts for lists and screens, counted again by a sweep when `changed_at` says so.
create table campaign_progress (
  organization_id uuid not null,
  campaign_id uuid not null,
  counts jsonb not null,
  counted_at timestamptz not null,
  changed_at timestamptz,
  -- A large audience is counted less often.
  count_after timestamptz not null,
  primary key (organization_id, campaign_id),
  foreign key (organization_id, campaign_id) references campaigns (organization_id, id) on delete cascade
);
create index campaign_progress_changed on campaign_progress (count_after) where changed_at is not null;
select protect_tenant_table('campaign_progress');
