-- sandbox
-- The virtual phone of a session on the simulated network. All organizations share that network, so the number is
-- unique beyond organizations. Behavior is what the session's customers do; the network gets a copy of it.
create table sandbox_phones (
  organization_id uuid not null,
  session_id uuid not null,
  phone text not null unique check (phone ~ '^\+6284\d{9}$'),
  behavior jsonb not null,
  created_at timestamptz not null,
  created_by uuid,
  primary key (organization_id, session_id),
  foreign key (organization_id, session_id) references sessions (organization_id, id) on delete cascade
);
select protect_tenant_table('sandbox_phones');
