package io.aifactory.schedulercore.load;

/**
 * What a worker last said of itself.
 *
 * @param slots sequences it can hold; at least 1
 * @param sequences running and waiting at the time of the report
 * @param queued those of them that wait inside the worker
 * @param kvTokens tokens that running sequences hold in the KV cache and attend to
 * @param generatedTokens output tokens so far of the sequences that are running
 * @param kvBlocksUsed blocks of the KV cache that sequences hold; 0 where it is not paged
 * @param kvBlocksTotal all blocks of the KV cache; 0 where it is not paged
 */
public record WorkerReport(
        int slots,
        int sequences,
        int queued,
        long kvTokens,
        long generatedTokens,
        long kvBlocksUsed,
        long kvBlocksTotal) {
    public WorkerReport {
        if (slots < 1
                || sequences < 0
                || queued < 0
                || queued > sequences
                || kvTokens < 0
                || generatedTokens < 0
                || kvBlocksUsed < 0
                || kvBlocksTotal < kvBlocksUsed) {
            throw new IllegalArgumentException(
                    "not a report: %d slots, %d sequences, %d queued, %d KV tokens, %d generated, %d of %d blocks"
                            .formatted(
                                    slots,
                                    sequences,
                                    queued,
                                    kvTokens,
                                    generatedTokens,
                                    kvBlocksUsed,
                                    kvBlocksTotal));
        }
    }

    /** Of a worker that says no more. */
    public WorkerReport(int slots, int sequences, long kvTokens) {
        this(slots, sequences, 0, kvTokens, 0, 0, 0);
    }
}
