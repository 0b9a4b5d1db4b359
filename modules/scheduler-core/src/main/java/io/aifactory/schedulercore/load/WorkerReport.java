package io.aifactory.schedulercore.load;

/**
 * What a worker last said of itself.
 *
 * @param slots sequences it can hold; at least 1
 * @param sequences running and waiting at the time of the report
 * @param kvTokens tokens held in its KV slots
 */
public record WorkerReport(int slots, int sequences, long kvTokens) {
    public WorkerReport {
        if (slots < 1 || sequences < 0 || kvTokens < 0) {
            throw new IllegalArgumentException(
                    "not a report: " + slots + " slots, " + sequences + " sequences");
        }
    }
}
