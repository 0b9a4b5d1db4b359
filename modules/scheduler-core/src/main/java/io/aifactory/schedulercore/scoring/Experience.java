package io.aifactory.schedulercore.scoring;

/**
 * What sequences went through while they decoded: how much longer than their own decode steps it
 * took, because prompts were computed between them, and how much that scattered. So the forecast of
 * a sequence has the prompts in it that are not there yet. Means are over about the last 250
 * sequences.
 */
final class Experience {
    private static final double NEWEST = 0.004;

    /** Weight of the newest decode step, for each sequence in it. */
    private static final double NEWEST_STEP = 0.0002;

    /** More of its time than this no sequence is expected to stand still. */
    private static final double MOST_STALL = 0.9;

    private double decodeMillis;
    private double stallMillis;
    private double totalMillis;
    private double scatter;
    private long finished;

    /**
     * A step in which sequences decoded.
     *
     * @param millis that it would have taken without prompts
     */
    void stepped(int sequences, double millis) {
        double share = decodeMillis == 0 ? 1 : Math.min(1, NEWEST_STEP * sequences);
        decodeMillis += share * (millis - decodeMillis);
    }

    /**
     * A sequence ended.
     *
     * @param outputTokens at least 2
     * @param millis from its first to its last token; positive
     */
    void finished(int outputTokens, double millis) {
        finished++;
        double share = Math.max(NEWEST, 1.0 / finished);
        double undisturbed = decodeMillis * (outputTokens - 1);
        stallMillis += share * (Math.max(0, millis - undisturbed) - stallMillis);
        totalMillis += share * (millis - totalMillis);
        double expected = undisturbed / (1 - stallShare());
        scatter += share * ((millis - expected) * (millis - expected) / millis - scatter);
    }

    /** Share of its time that a decoding sequence stands still for prompts; 0 to 0.9. */
    double stallShare() {
        return totalMillis == 0 ? 0 : Math.min(MOST_STALL, stallMillis / totalMillis);
    }

    /** Variance of the time that decoding takes, in ms² for each ms. */
    double scatter() {
        return scatter;
    }
}
