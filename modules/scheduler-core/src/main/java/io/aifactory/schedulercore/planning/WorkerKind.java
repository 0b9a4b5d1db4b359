package io.aifactory.schedulercore.planning;

/**
 * What a worker is made of.
 *
 * @param devices it occupies from its start to its stop; at least 1
 * @param peakWatts most that it draws without a power cap
 * @param idleWatts drawn while it is ready and has nothing to do
 * @param parkedWatts drawn by its devices while no worker is on them, as far as they are ours
 * @param coldStart until it serves
 */
public record WorkerKind(
        int devices, double peakWatts, double idleWatts, double parkedWatts, ColdStart coldStart) {
    public WorkerKind {
        requireFinite("peak watts", peakWatts);
        requireFinite("idle watts", idleWatts);
        requireFinite("parked watts", parkedWatts);
        if (devices < 1 || idleWatts > peakWatts || parkedWatts > idleWatts) {
            throw new IllegalArgumentException(
                    "a worker has a device and draws no less when it does more, not %d devices, %s W parked, %s W idle, %s W at most"
                            .formatted(devices, parkedWatts, idleWatts, peakWatts));
        }
    }

    /** Most that it draws at a point, started or starting. */
    public double peakWatts(WorkerPoint point) {
        double running = Math.min(peakWatts, point.capWatts());
        return Math.max(Math.max(running, idleWatts), coldStart.watts());
    }

    static void requireFinite(String what, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be 0 or more, not " + value);
        }
    }
}
