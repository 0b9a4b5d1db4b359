package io.aifactory.factory.work;

import java.util.concurrent.CancellationException;

/** Sees work while it runs, and may stop it. */
@FunctionalInterface
public interface Watch {
    /**
     * Called now and then by the thread that works.
     *
     * @param done bytes so far
     * @param total bytes in all
     * @throws CancellationException if the work is to stop and leave nothing behind
     */
    void passed(long done, long total);

    /** Lets it run. */
    static Watch none() {
        return (done, total) -> {};
    }

    /** This watch for one part of the work: {@code before} bytes were done before it. */
    default Watch part(long before, long whole) {
        return (done, total) -> passed(before + done, whole);
    }
}
