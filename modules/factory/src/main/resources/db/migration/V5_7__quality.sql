-- What a model version loses in a precision, measured beside float32 on a text it did not learn from. Each measurement stays.
CREATE TABLE factory.quality (
    id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    manifest            text NOT NULL,
    model_version       text NOT NULL,
    precision           text NOT NULL CHECK (precision IN ('f32', 'bf16', 'int8', 'int4')),
    text                text NOT NULL,
    text_digest         text NOT NULL,
    held_out            boolean NOT NULL,
    tokens              integer NOT NULL CHECK (tokens > 0),
    bytes               bigint NOT NULL CHECK (bytes > 0),
    bits_per_byte       double precision NOT NULL CHECK (bits_per_byte >= 0),
    bits_per_byte_f32   double precision NOT NULL CHECK (bits_per_byte_f32 >= 0),
    top_token_agreement double precision NOT NULL CHECK (top_token_agreement BETWEEN 0 AND 1),
    measured_at         timestamptz NOT NULL
);
CREATE INDEX quality_by_version ON factory.quality (manifest, precision, id);
