-- LoRA adapters that a deployment serves beside its model, in their order.
CREATE TABLE factory.deployment_adapter (
    deployment       text NOT NULL REFERENCES factory.deployment ON DELETE CASCADE,
    place            integer NOT NULL CHECK (place BETWEEN 0 AND 63),
    name             text NOT NULL,
    model_reference  text NOT NULL,
    model_version    text NOT NULL,
    manifest         text NOT NULL,
    PRIMARY KEY (deployment, place)
);
