-- Where a version stands. The version itself never changes; this row does, under the lock on the
-- model's row, and every change is an event.
create table registry.version_state (
    version_id bigint      primary key references registry.model_version,
    state      text        not null check (state in ('LIVE', 'ARCHIVED')),
    changed_at timestamptz not null
);
insert into registry.version_state (version_id, state, changed_at)
select id, 'LIVE', created_at from registry.model_version;

alter table registry.event
    drop constraint event_kind_check,
    drop constraint event_check,
    add constraint event_kind_check check (
        kind in ('VERSION_REGISTERED', 'VERSION_ARCHIVED', 'VERSION_RESTORED',
                 'ALIAS_MOVED', 'ALIAS_REMOVED')),
    add constraint event_alias_check check (
        (kind in ('ALIAS_MOVED', 'ALIAS_REMOVED')) = (alias is not null));
