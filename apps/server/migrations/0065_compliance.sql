-- compliance

-- Who said that he wants no more messages: one row each time, with its proof, and who took it back.
create table opt_outs (
  organization_id uuid not null,
  id uuid not null default uuidv7(),
  contact_id uuid not null,
  at timestamptz not null,
  -- message: he wrote a STOP word; member: somebody of the team noted it; api: a program did.
  source text not null check (source in ('message', 'member', 'api')),
  -- The words he wrote, or the note of the member.
  reason text not null default '' check (length(reason) <= 500),
  message_id uuid,
  recorded_by uuid,
  withdrawn_at timestamptz,
  withdrawn_source text check (withdrawn_source in ('message', 'member', 'api')),
  withdrawn_reason text check (length(withdrawn_reason) <= 500),
  withdrawn_message_id uuid,
  withdrawn_by uuid,
  primary key (organization_id, id),
  check ((withdrawn_at is null) = (withdrawn_source is null))
);
-- No foreign key: a contact's rows follow its merges and deletions by their facts.
create unique index opt_outs_standing on opt_outs (organization_id, contact_id) where withdrawn_at is null;
create index opt_outs_by_contact on opt_outs (organization_id, contact_id);
select protect_tenant_table('opt_outs');
