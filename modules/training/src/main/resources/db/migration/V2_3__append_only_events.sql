-- Which attempt an event is about; null = the job itself.
alter table training.job_event add column attempt integer;
alter table training.job_event
    add foreign key (job_id, attempt) references training.attempt (job_id, number);

-- What has happened never changes.
create function training.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed', tg_table_name;
end
$$;
create trigger never_changes before update or delete or truncate on training.job_event
    for each statement execute function training.refuse_change();
