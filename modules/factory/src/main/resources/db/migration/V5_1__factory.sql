CREATE SCHEMA IF NOT EXISTS factory;

CREATE TABLE factory.deployment (
    name             text PRIMARY KEY,
    model_reference  text NOT NULL,
    model_version    text NOT NULL,
    manifest         text NOT NULL,
    workers          integer NOT NULL CHECK (workers BETWEEN 1 AND 64),
    slots            integer NOT NULL CHECK (slots BETWEEN 1 AND 4096),
    state            text NOT NULL,
    reason           text NOT NULL DEFAULT '',
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE factory.deployment_event (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    deployment  text NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    state       text NOT NULL,
    detail      text NOT NULL DEFAULT ''
);
CREATE INDEX deployment_event_by_deployment ON factory.deployment_event (deployment, id);

CREATE TABLE factory.frontier (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model       text NOT NULL,
    device      text NOT NULL,
    measured_at timestamptz NOT NULL DEFAULT now(),
    body        text NOT NULL
);
CREATE INDEX frontier_by_model ON factory.frontier (model, id);
