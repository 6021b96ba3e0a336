-- kernel
create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create extension if not exists unaccent;

-- Roles belong to the whole server, so several databases of one server share this one.
do $$ begin
  if not exists (select from pg_roles where rolname = 'app') then
    create role app nologin nobypassrls;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  if not pg_has_role(current_user, 'app', 'set') then
    execute format('grant app to %I with set true', current_user);
  end if;
end $$;
grant usage on schema public to app;

-- The organization of the running transaction. The nullif matters: on a pooled connection an ended setting is ''.
create function current_organization() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.organization_id', true), '')::uuid;
grant execute on function current_organization() to app;

-- Guards a tenant table: row level security by organization, and rights for role app on the parent only.
create function protect_tenant_table(name regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format(
    'create policy tenant on %s using (organization_id = (select current_organization())) '
    'with check (organization_id = (select current_organization()))', name);
  execute format('grant select, insert, update, delete on %s to app', name);
end $$;
revoke execute on function protect_tenant_table(regclass) from public;

-- Facts. `seq` is stamped after commit by the pump; `id` only orders what waits.
create table events (
  organization_id uuid not null,
  id bigint generated always as identity,
  seq bigint,
  name text not null,
  data jsonb not null,
  at timestamptz not null,
  primary key (organization_id, id)
);
create index events_waiting on events (id) where seq is null;
create unique index events_by_seq on events (organization_id, seq) where seq is not null;
create index events_by_age on events (at);
select protect_tenant_table('events');

create table event_sequences (
  organization_id uuid primary key,
  last_seq bigint not null
);
select protect_tenant_table('event_sequences');

-- A data key per organization, sealed by the master key. Read by the machine only, so the app role has no right to it.
create table data_keys (
  organization_id uuid primary key,
  sealed bytea not null
);
alter table data_keys enable row level security;

-- Answers of POST requests that carried an Idempotency-Key, kept for a day.
create table idempotency_keys (
  organization_id uuid not null,
  actor_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  request_hash text not null,
  status smallint,
  answer jsonb,
  created_at timestamptz not null,
  primary key (organization_id, actor_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
select protect_tenant_table('idempotency_keys');

-- Job workers that are alive; the janitor frees the jobs of those that stopped beating.
create table worker_heartbeats (
  worker_id text primary key,
  beat_at timestamptz not null
);

-- Adds a job on behalf of the app role, which has no rights in the schema of the jobs.
create function enqueue_job(name text, payload json, queue text, delay float8, attempts int, key text, priority int)
  returns void language plpgsql security definer set search_path = public, graphile_worker, pg_temp as $$
begin
  perform graphile_worker.add_job(
    identifier => name, payload => payload, queue_name => queue,
    run_at => case when delay is null then null else clock_timestamp() + make_interval(secs => delay) end,
    max_attempts => attempts, job_key => key, priority => priority);
end $$;
revoke execute on function enqueue_job(text, json, text, float8, int, text, int) from public;
grant execute on function enqueue_job(text, json, text, float8, int, text, int) to app;
