-- The smaller model that guesses next tokens for a deployment's model; all three null = none.
ALTER TABLE factory.deployment
    ADD COLUMN draft_reference text,
    ADD COLUMN draft_version text,
    ADD COLUMN draft_manifest text,
    ADD CONSTRAINT deployment_draft_whole CHECK (num_nulls(draft_reference, draft_version, draft_manifest) IN (0, 3));
