package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.dataset.DatasetStatistics;
import io.aifactory.ingestion.source.Rejection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what happens to candidates; each is counted exactly once. */
final class Tally {
    private long kept;
    private long duplicates;
    private final Map<Rejection, Long> rejected = new EnumMap<>(Rejection.class);
    private long textBytes;
    private long replacedBytes;

    void keep(long bytes, long replaced) {
        kept++;
        textBytes += bytes;
        replacedBytes += replaced;
    }

    void duplicate() {
        duplicates++;
    }

    void reject(Rejection reason) {
        rejected.merge(reason, 1L, Long::sum);
    }

    long kept() {
        return kept;
    }

    long duplicates() {
        return duplicates;
    }

    long textBytes() {
        return textBytes;
    }

    long read() {
        return kept + duplicates + rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** For people: {@code 12 binary, 3 too_short}. */
    String rejections() {
        return rejected.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey().code())
                .collect(Collectors.joining(", "));
    }

    DatasetStatistics statistics() {
        Map<String, Long> byCode = new TreeMap<>();
        rejected.forEach((reason, count) -> byCode.put(reason.code(), count));
        return new DatasetStatistics(read(), kept, duplicates, byCode, textBytes, replacedBytes);
    }
}
