package io.aifactory.ingestion.pipeline;

/**
 * How far a job is.
 *
 * @param stage what it does now
 * @param fraction of the whole, 0…1; never falls
 * @param message the same for people
 * @param documentsRead candidates seen
 * @param documentsKept documents so far
 * @param duplicates equal texts left out so far
 * @param bytes UTF-8 bytes of the documents so far
 */
public record Progress(
        Stage stage,
        double fraction,
        String message,
        long documentsRead,
        long documentsKept,
        long duplicates,
        long bytes) {
    public static final Progress NONE = new Progress(Stage.WAITING, 0, "", 0, 0, 0, 0);

    /** Stages in order. */
    public enum Stage {
        WAITING(0, 0),
        RESOLVING(0, 0.05),
        READING(0.05, 0.45),
        TRAINING_TOKENIZER(0.45, 0.7),
        TOKENISING(0.7, 0.95),
        PUBLISHING(0.95, 1),
        DONE(1, 1);

        private final double from;
        private final double to;

        Stage(double from, double to) {
            this.from = from;
            this.to = to;
        }

        /** The fraction of the whole when a share of this stage is done. */
        double at(double share) {
            return from + (to - from) * Math.clamp(share, 0, 1);
        }
    }

    /** The same counts at the end of everything. */
    public Progress done() {
        return in(Stage.DONE, 1, message);
    }

    Progress in(Stage next, double share, String text) {
        return new Progress(
                next, next.at(share), text, documentsRead, documentsKept, duplicates, bytes);
    }

    Progress with(Tally tally) {
        return new Progress(
                stage,
                fraction,
                message,
                tally.read(),
                tally.kept(),
                tally.duplicates(),
                tally.textBytes());
    }
}
