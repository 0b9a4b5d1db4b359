create schema if not exists training;

create table training.job (
    id uuid primary key,
    name text not null,
    spec_digest text not null,
    plan text not null,
    registration text not null,
    state text not null,
    attempt integer not null,
    deaths integer not null,
    retry_at timestamptz,
    manifest text,
    model_version text,
    error_code text,
    error_message text,
    step bigint not null,
    steps bigint not null,
    checkpoint_step bigint not null,
    tokens bigint not null,
    parameters bigint,
    tokens_per_second double precision,
    seconds_left double precision,
    loss double precision,
    learning_rate double precision,
    held_out_bits_per_byte double precision,
    bigram_bits_per_byte double precision,
    sample text,
    joules double precision,
    joules_estimated boolean,
    created_at timestamptz not null,
    finished_at timestamptz
);

create index job_by_spec on training.job (spec_digest);
create index job_unfinished on training.job (created_at)
    where state not in ('SUCCEEDED', 'FAILED', 'CANCELLED');
-- The same work is queued or running at most once.
create unique index job_active_once on training.job (spec_digest, registration)
    where state not in ('SUCCEEDED', 'FAILED', 'CANCELLED');

create table training.attempt (
    job_id uuid not null references training.job (id),
    number integer not null,
    state text not null,
    pid bigint,
    pid_started_millis bigint,
    exit_status integer,
    events_read bigint not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    primary key (job_id, number)
);

-- What has happened to a job; only ever appended to.
create table training.job_event (
    id bigint generated always as identity primary key,
    job_id uuid not null references training.job (id),
    at timestamptz not null,
    kind text not null,
    detail text not null
);

create index job_event_by_job on training.job_event (job_id, id);

create table training.metric_point (
    job_id uuid not null references training.job (id),
    step bigint not null,
    loss double precision,
    held_out_bits_per_byte double precision,
    tokens_per_second double precision,
    learning_rate double precision,
    gradient_norm double precision,
    primary key (job_id, step)
);
