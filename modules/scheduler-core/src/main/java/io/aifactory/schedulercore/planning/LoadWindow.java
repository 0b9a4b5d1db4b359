package io.aifactory.schedulercore.planning;

import java.util.List;

/**
 * Requests of a stretch of time.
 *
 * @param nanos its length; positive
 * @param requests by time
 */
public record LoadWindow(long nanos, List<Request> requests) {
    /**
     * One request.
     *
     * @param nanos since the beginning of the window
     * @param promptTokens to compute; at least 1
     * @param outputTokens to make; at least 1
     */
    public record Request(long nanos, int promptTokens, int outputTokens) {
        public Request {
            if (nanos < 0 || promptTokens < 1 || outputTokens < 1) {
                throw new IllegalArgumentException(
                        "a request has a time, a prompt and an output, not %d ns, %d and %d tokens"
                                .formatted(nanos, promptTokens, outputTokens));
            }
        }
    }

    public LoadWindow {
        requests = List.copyOf(requests);
        if (nanos < 1) {
            throw new IllegalArgumentException("a window takes time, not " + nanos + " ns");
        }
        long before = 0;
        for (Request request : requests) {
            if (request.nanos() < before || request.nanos() >= nanos) {
                throw new IllegalArgumentException(
                        "a request at %d ns is out of order, or not in a window of %d ns"
                                .formatted(request.nanos(), nanos));
            }
            before = request.nanos();
        }
    }

    /** Seconds that it takes. */
    public double seconds() {
        return nanos / 1e9;
    }

    /** Requests per second. */
    public double rate() {
        return requests.size() / seconds();
    }

    /**
     * The same requests faster or slower after one another, so that their mix and their bursts
     * stay.
     *
     * @param factor times as many a second; positive and finite
     */
    public LoadWindow faster(double factor) {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a factor is above 0 and finite, not " + factor);
        }
        long length = Math.max(1, (long) Math.min(Long.MAX_VALUE, nanos / factor));
        return new LoadWindow(
                length,
                requests.stream()
                        .map(r ->
                                new Request(
                                        Math.min(length - 1, (long) (r.nanos() / factor)),
                                        r.promptTokens(),
                                        r.outputTokens()))
                        .toList());
    }
}
