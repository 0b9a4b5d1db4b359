package io.aifactory.inference.tier;

import java.util.Optional;

/**
 * Whether to read blocks from a disk or to compute them: what was measured to take less. Where the
 * disk was slower, a request now and then reads all the same, to see whether it still is. Pure; not
 * thread-safe.
 */
final class DiskPace {
    private static final double NEWEST = 0.2;
    private static final int REQUESTS_TO_A_PROBE = 16;

    private double readNanos;
    private int refused;

    /**
     * @param nanos that reading one block took
     */
    void measured(long nanos) {
        readNanos += readNanos == 0 ? nanos : NEWEST * (nanos - readNanos);
    }

    /**
     * @param computeNanos what computing one block takes; empty while that is not known
     */
    boolean worthReading(Optional<Double> computeNanos) {
        if (readNanos == 0 || computeNanos.isEmpty() || readNanos < computeNanos.get()) {
            return true;
        }
        refused++;
        return refused % REQUESTS_TO_A_PROBE == 0;
    }
}
