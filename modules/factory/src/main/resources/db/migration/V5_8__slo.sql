-- What a deployment promises; workers choose by it. All null = nothing.
ALTER TABLE factory.deployment
    ADD COLUMN slo_ttft_millis bigint CHECK (slo_ttft_millis BETWEEN 1 AND 600000),
    ADD COLUMN slo_itl_millis bigint CHECK (slo_itl_millis BETWEEN 1 AND 60000),
    ADD COLUMN slo_sequences integer CHECK (slo_sequences BETWEEN 1 AND 4096),
    ADD COLUMN slo_prompt_tokens integer CHECK (slo_prompt_tokens BETWEEN 1 AND 1048576),
    ADD CONSTRAINT slo_is_whole CHECK (
        (slo_sequences IS NULL) = (slo_prompt_tokens IS NULL)
        AND (slo_sequences IS NULL) = (slo_ttft_millis IS NULL AND slo_itl_millis IS NULL));
