package io.aifactory.schedulercore.admission;

/** What becomes of the request whose turn it is. */
public sealed interface Turn<T> {
    QueuedRequest<T> request();

    /** What is left of what was promised. */
    enum Promise {
        /** The bound can be kept, or there is none. */
        KEPT,
        /** The stretched bound can be kept. */
        DEGRADED,
        /** It cannot: the request is served all the same, after all others. */
        LATE
    }

    /**
     * It is placed now.
     *
     * @param charge to be corrected when its service is known
     */
    record Serve<T>(QueuedRequest<T> request, Promise promise, Charge charge) implements Turn<T> {}

    /** It is told that its bound cannot be kept. */
    record Refuse<T>(QueuedRequest<T> request) implements Turn<T> {}
}
