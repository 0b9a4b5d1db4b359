package io.aifactory.contracts.dataset;

import java.util.Map;

/**
 * Counts of one pipeline run. {@code documentsRead = documentsKept + duplicates + sum(rejected)}
 * holds exactly.
 *
 * @param documentsRead candidates found in the sources
 * @param documentsKept documents in the version
 * @param duplicates dropped because an equal text was kept before
 * @param rejected dropped for another reason, by reason
 * @param textBytes UTF-8 bytes of the kept text
 * @param replacedBytes bytes that were not valid UTF-8 and were replaced while decoding
 */
public record DatasetStatistics(
        long documentsRead,
        long documentsKept,
        long duplicates,
        Map<String, Long> rejected,
        long textBytes,
        long replacedBytes) {
    public DatasetStatistics {
        rejected = Map.copyOf(rejected);
    }
}
