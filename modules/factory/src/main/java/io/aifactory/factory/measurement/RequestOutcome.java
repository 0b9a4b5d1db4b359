package io.aifactory.factory.measurement;

/** What a streaming client saw of one request. Times are readings of {@link System#nanoTime()}. */
public sealed interface RequestOutcome {
    long sentNanos();

    /**
     * The whole answer arrived.
     *
     * @param firstNanos when the first text arrived
     * @param lastNanos when the last text arrived
     * @param tokens generated, as the factory counted them
     * @param joules this request's share of the energy
     * @param money what it cost, in the cost model's currency
     * @param estimated the energy comes from a declared power model
     */
    record Answered(
            long sentNanos,
            long firstNanos,
            long lastNanos,
            long tokens,
            double joules,
            double money,
            boolean estimated)
            implements RequestOutcome {
        double firstTokenMillis() {
            return (firstNanos - sentNanos) / 1e6;
        }
    }

    /**
     * There was no answer, or only a part of one.
     *
     * @param code of the refusal, for example {@code context_length_exceeded}; empty if the answer
     *     broke off
     * @param reason for people
     */
    record Failed(long sentNanos, String code, String reason) implements RequestOutcome {}
}
