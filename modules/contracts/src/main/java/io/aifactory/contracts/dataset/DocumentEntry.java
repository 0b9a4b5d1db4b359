package io.aifactory.contracts.dataset;

import java.util.Map;

/**
 * One document of a dataset version: which text, from where.
 *
 * @param id stable identity: digest of the normalised text
 * @param source {@link DataSource#uri()} it came from
 * @param path entry or file within the source
 * @param offset position of the document in that file: line number, or 0
 * @param textBytes UTF-8 bytes of its text
 * @param tokens ids in the shard, the end-of-text id included
 * @param heldOut whether it is in the held-out split
 * @param labels further facts, for example {@code language}
 */
public record DocumentEntry(
        String id,
        String source,
        String path,
        long offset,
        long textBytes,
        long tokens,
        boolean heldOut,
        Map<String, String> labels) {
    public DocumentEntry {
        labels = Map.copyOf(labels);
    }
}
