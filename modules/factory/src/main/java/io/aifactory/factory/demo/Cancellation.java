package io.aifactory.factory.demo;

import io.aifactory.factory.client.ClientFailure;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What to undo if the user interrupts now: the job that runs, if one does. */
public final class Cancellation {
    private final AtomicReference<Optional<Runnable>> current =
            new AtomicReference<>(Optional.empty());

    /** From now on, an interruption does this. */
    public void arm(Runnable undo) {
        current.set(Optional.of(undo));
    }

    /** From now on, there is nothing to undo. */
    public void disarm() {
        current.set(Optional.empty());
    }

    /**
     * The user interrupts.
     *
     * @return whether something was cancelled
     */
    public boolean cancel() {
        Optional<Runnable> undo = current.getAndSet(Optional.empty());
        try {
            undo.ifPresent(Runnable::run);
        } catch (ClientFailure e) {
            return false;
        }
        return undo.isPresent();
    }
}
