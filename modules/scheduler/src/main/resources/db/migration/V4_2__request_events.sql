-- The states that a request has been in; its row is that of its usage. A state comes once.
create table scheduler.request_event (
  id         bigint generated always as identity primary key,
  request_id text        not null,
  at         timestamptz not null,
  state      text        not null
    check (state in ('QUEUED', 'RUNNING', 'FINISHED', 'CANCELLED', 'FAILED')),
  detail     text        not null default '',
  -- Also the index by request.
  unique (request_id, state)
);

-- What has happened to a request never changes.
create function scheduler.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed', tg_table_name;
end
$$;
create trigger never_changes before update or delete or truncate on scheduler.request_event
    for each statement execute function scheduler.refuse_change();
