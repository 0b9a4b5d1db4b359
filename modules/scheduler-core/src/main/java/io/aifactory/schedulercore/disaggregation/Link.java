package io.aifactory.schedulercore.disaggregation;

/**
 * What carries keys and values from one worker to another.
 *
 * @param kvBytesPerToken {@code layers × 2 × kv heads × head size × bytes}; positive
 * @param bytesPerSecond positive; infinite = a transfer takes no time
 */
public record Link(double kvBytesPerToken, double bytesPerSecond) {
    /** NVLink or RDMA between servers, as others assume it: 64 GB/s. */
    public static final double USUAL_BYTES_PER_SECOND = 64e9;

    private static final double NANOS_PER_SECOND = 1e9;

    public Link {
        if (!(kvBytesPerToken > 0) || !(bytesPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "a token has bytes, and a link carries some: %s, %s"
                            .formatted(kvBytesPerToken, bytesPerSecond));
        }
    }

    /** Nanoseconds for so many tokens. */
    public double nanos(long tokens) {
        return tokens * kvBytesPerToken / bytesPerSecond * NANOS_PER_SECOND;
    }
}
