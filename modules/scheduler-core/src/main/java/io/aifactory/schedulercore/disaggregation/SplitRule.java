package io.aifactory.schedulercore.disaggregation;

/** A rule for where a prompt is computed. */
public interface SplitRule {
    /** Its name in tables and records. */
    String name();

    /** Decides for one request. */
    Split decide(SplitQuestion question);

    /**
     * The decision.
     *
     * @param remote the prompt is computed by the other worker and its KV cache handed over
     * @param why in words
     */
    record Split(boolean remote, String why) {}
}
