-- In which precision a deployment's workers keep the model; null = as they are configured.
ALTER TABLE factory.deployment
    ADD COLUMN precision text CHECK (precision IN ('auto', 'f32', 'bf16', 'int8', 'int4'));
