create schema if not exists ingestion;

create table ingestion.job (
    id             uuid primary key,
    name           text             not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,95}$'),
    -- What was asked for: sources and recipe as JSON.
    spec           text             not null,
    state          text             not null
        check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    stage          text             not null,
    progress       double precision not null check (progress between 0 and 1),
    message        text             not null,
    documents_read bigint           not null,
    documents_kept bigint           not null,
    duplicates     bigint           not null,
    bytes          bigint           not null,
    dataset        text check (dataset ~ '^sha256:[0-9a-f]{64}$'),
    error_code     text,
    error_message  text,
    created_at     timestamptz      not null,
    started_at     timestamptz,
    finished_at    timestamptz,
    check ((state = 'SUCCEEDED') = (dataset is not null)),
    check ((state = 'FAILED') = (error_code is not null and error_message is not null)),
    check ((state in ('SUCCEEDED', 'FAILED', 'CANCELLED')) = (finished_at is not null))
);
create index job_by_state on ingestion.job (state, created_at, id);
create index job_by_age on ingestion.job (created_at desc, id);

create table ingestion.job_event (
    id          bigint generated always as identity primary key,
    job_id      uuid        not null references ingestion.job,
    kind        text        not null
        check (kind in ('QUEUED', 'STARTED', 'WARNING', 'RESTARTED', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    detail      text        not null,
    occurred_at timestamptz not null
);
create index job_event_by_job on ingestion.job_event (job_id, id);

create table ingestion.dataset (
    digest          text primary key check (digest ~ '^sha256:[0-9a-f]{64}$'),
    name            text        not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,95}$'),
    -- Digest of name, recipe and sources: the same question has the same answer.
    version_key     text        not null unique check (version_key ~ '^sha256:[0-9a-f]{64}$'),
    created_at      timestamptz not null
);
create index dataset_by_name on ingestion.dataset (name, created_at desc);

-- What has happened never changes.
create function ingestion.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed', tg_table_name;
end
$$;
create trigger never_changes before update or delete or truncate on ingestion.job_event
    for each statement execute function ingestion.refuse_change();
create trigger never_changes before update on ingestion.dataset
    for each statement execute function ingestion.refuse_change();
