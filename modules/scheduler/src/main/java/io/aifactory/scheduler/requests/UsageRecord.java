package io.aifactory.scheduler.requests;

import java.time.Instant;

/**
 * What one request used.
 *
 * @param apiKey {@code sha256:…} of the bearer token, or {@code anonymous}
 * @param endpoint {@code completions}, {@code chat.completions} or {@code embeddings}
 * @param joules energy at the machine; that of cancelled sequences is not known and not included
 * @param worker that finished it; several are separated by commas
 * @param firstTokenMillis of its slowest sequence; to its vectors if it embeds
 * @param tokenMillis mean time between tokens over its sequences
 */
public record UsageRecord(
        String requestId,
        Instant at,
        String apiKey,
        String model,
        String endpoint,
        RequestState.Ended end,
        long promptTokens,
        long cachedTokens,
        long completionTokens,
        double joules,
        boolean joulesEstimated,
        double money,
        String currency,
        double gramsCo2,
        String worker,
        double firstTokenMillis,
        double tokenMillis)
        implements RequestRow {}
