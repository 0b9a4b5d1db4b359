package io.aifactory.schedulercore.admission;

/** What a tenant has been charged for one request so far. Not thread-safe. */
public final class Charge {
    private final Flow<?> flow;
    private double charged;
    private boolean closed;

    Charge(Flow<?> flow) {
        this.flow = flow;
        flow.opened();
    }

    /** In the unit of costs. */
    public double charged() {
        return charged;
    }

    /**
     * The request has cost so much in all, or is now expected to. May be said again whenever more
     * is known, until it is closed: the latest word counts.
     *
     * @param total in the unit of costs; what is not finite or negative changes nothing, and more
     *     than {@value QueuedRequest#MOST_COST} counts as that
     */
    public void correctTo(double total) {
        if (!closed && total >= 0 && Double.isFinite(total)) {
            double corrected = Math.min(total, QueuedRequest.MOST_COST);
            flow.charge(corrected - charged);
            charged = corrected;
        }
    }

    /** It has ended, in whatever way, and what it cost is known; further calls change nothing. */
    public void close(double total) {
        correctTo(total);
        if (!closed) {
            closed = true;
            flow.closed();
        }
    }
}
