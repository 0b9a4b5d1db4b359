-- What has happened to a deployment never changes.
create function factory.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed', tg_table_name;
end
$$;
create trigger never_changes before update or delete or truncate on factory.deployment_event
    for each statement execute function factory.refuse_change();
