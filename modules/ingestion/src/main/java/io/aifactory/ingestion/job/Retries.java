package io.aifactory.ingestion.job;

import io.aifactory.contracts.retry.Backoff;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Writes that are tried again while the database does not take them, until the process stops. */
final class Retries {
    private static final Logger LOG = Logger.getLogger(Retries.class);

    private final Backoff backoff;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Retries(Backoff backoff) {
        this.backoff = backoff;
    }

    /** Ends all pauses, now and later. */
    void stop() {
        stopping.countDown();
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /**
     * Writes; throws what the last try threw when there were too many, the process stops or the
     * thread is interrupted.
     */
    void keep(int mostTries, Runnable write) {
        for (int failures = 1; ; failures++) {
            try {
                write.run();
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "the end of an ingestion job was not stored (try %d)", failures);
                if (failures >= mostTries || pauseAfter(failures)) {
                    throw e;
                }
            }
        }
    }

    /** Says whether something else than time ended the pause: a stop or an interrupt. */
    boolean pauseAfter(int failures) {
        try {
            return stopping.await(
                    backoff.after(failures).delay().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
