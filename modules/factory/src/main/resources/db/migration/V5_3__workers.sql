CREATE TABLE factory.worker (
    id          text PRIMARY KEY,
    deployment  text NOT NULL,
    manifest    text NOT NULL,
    worker_id   text NOT NULL,
    state       text NOT NULL,
    reason      text NOT NULL DEFAULT '',
    pid         bigint,
    restarts    integer NOT NULL DEFAULT 0,
    changed_at  timestamptz NOT NULL
);

CREATE TABLE factory.worker_event (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    worker     text NOT NULL,
    at         timestamptz NOT NULL,
    state      text NOT NULL,
    worker_id  text NOT NULL,
    detail     text NOT NULL DEFAULT ''
);
CREATE INDEX worker_event_by_worker ON factory.worker_event (worker, id);

CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON factory.worker_event
    FOR EACH STATEMENT EXECUTE FUNCTION factory.refuse_change();
