package io.aifactory.ingestion.source;

import java.util.Map;

/** Something that a source offers as a document. */
public sealed interface Candidate {
    /** File within the source; entries of an archive follow it after an exclamation mark. */
    String path();

    /** Line in that file, from 1; 0 if the document is the whole file. */
    long offset();

    /**
     * A text.
     *
     * @param text decoded, not yet normalised
     * @param replacedBytes bytes that were not valid UTF-8
     * @param group documents of one group are never divided between training and evaluation; empty
     *     if the document stands alone
     * @param labels further facts
     */
    record Text(
            String path,
            long offset,
            String text,
            long replacedBytes,
            String group,
            Map<String, String> labels)
            implements Candidate {
        public Text {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * Not a text.
     *
     * @param reason for the statistics
     * @param detail for people
     */
    record Unusable(String path, long offset, Rejection reason, String detail)
            implements Candidate {}

    /** Receives candidates in order. */
    @FunctionalInterface
    interface Sink {
        void accept(Candidate candidate);
    }
}
