create schema if not exists registry;

create table registry.model (
    name         text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,95}$'),
    -- Number of the newest version. Registration locks this row, so that numbers have no gaps.
    last_version integer     not null default 0 check (last_version >= 0),
    created_at   timestamptz not null
);

create table registry.model_version (
    id         bigint generated always as identity primary key,
    model      text        not null references registry.model,
    version    integer     not null check (version > 0),
    manifest   text        not null check (manifest ~ '^sha256:[0-9a-f]{64}$'),
    bytes      bigint      not null check (bytes >= 0),
    files      integer     not null check (files > 0),
    run_id     text,
    dataset    text check (dataset ~ '^sha256:[0-9a-f]{64}$'),
    created_at timestamptz not null,
    unique (model, version),
    unique (model, manifest)
);
create index model_version_by_dataset on registry.model_version (dataset);
create index model_version_by_run on registry.model_version (run_id);

create table registry.version_metric (
    version_id bigint           not null references registry.model_version,
    name       text             not null,
    value      double precision not null,
    primary key (version_id, name)
);

create table registry.version_parameter (
    version_id bigint not null references registry.model_version,
    name       text   not null,
    value      text   not null,
    primary key (version_id, name)
);

create table registry.alias (
    id       bigint generated always as identity primary key,
    model    text        not null,
    name     text        not null check (name ~ '^[a-z][a-z0-9_-]{0,63}$'),
    version  integer     not null,
    moved_at timestamptz not null,
    unique (model, name),
    foreign key (model, version) references registry.model_version (model, version)
);

create table registry.event (
    id               bigint generated always as identity primary key,
    model            text        not null references registry.model,
    kind             text        not null check (kind in ('VERSION_REGISTERED', 'ALIAS_MOVED')),
    version          integer     not null,
    alias            text,
    previous_version integer,
    occurred_at      timestamptz not null,
    check ((kind = 'ALIAS_MOVED') = (alias is not null))
);
create index event_by_model on registry.event (model, id);

-- What a version is, and what has happened, never changes.
create function registry.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed', tg_table_name;
end
$$;
create trigger never_changes before update or delete or truncate on registry.event
    for each statement execute function registry.refuse_change();
create trigger never_changes before update on registry.model_version
    for each statement execute function registry.refuse_change();
create trigger never_changes before update on registry.version_metric
    for each statement execute function registry.refuse_change();
create trigger never_changes before update on registry.version_parameter
    for each statement execute function registry.refuse_change();
