package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;

/**
 * Heap for what grows with a corpus: one key a document, one entry a different word (rule R9). A
 * corpus that needs more is refused before the process would end for lack of memory.
 *
 * @param bytes at most
 */
public record MemoryBudget(long bytes) {
    /** The other half is for one document at a time and for the other services. */
    private static final double SHARE_OF_HEAP = 0.5;

    /** A key in the set of texts that were seen, and one for the split. */
    private static final long BYTES_PER_DOCUMENT = 128;

    /** Of this process. */
    public static MemoryBudget ofHeap() {
        return new MemoryBudget((long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP));
    }

    /** Refuses one document more than fits. */
    void requireDocuments(long documents, String source) {
        if (documents > bytes / BYTES_PER_DOCUMENT) {
            throw exceeded(
                    source,
                    "more than "
                            + bytes / BYTES_PER_DOCUMENT
                            + " documents, too many to be compared");
        }
    }

    /** Refuses words that could be counted, but not learned from. */
    void requireWords(long memoryBytes, String source) {
        if (memoryBytes > bytes) {
            throw exceeded(source, "more different words than a tokenizer can be trained on");
        }
    }

    private static FactoryException exceeded(String source, String what) {
        return new FactoryException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "Up to source '"
                                + source
                                + "' the corpus has "
                                + what
                                + " in the memory of this process; use a smaller corpus or a larger"
                                + " heap.")
                .withParameter("sources");
    }
}
