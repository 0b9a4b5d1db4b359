package io.aifactory.inference.testing;

import io.aifactory.languagemodel.inference.StepItem;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Holds an engine before each step until the test lets it go. */
public final class StepGate implements Consumer<List<StepItem>> {
    private static final int SECONDS = 20;

    private final Semaphore begun = new Semaphore(0);
    private final Semaphore allowed = new Semaphore(0);

    /** Waits until a step is about to run. */
    public void awaitStep() {
        acquire(begun);
    }

    /** Whether another step is about to run; each is told once. */
    public boolean stepBegan() {
        return begun.tryAcquire();
    }

    /** Lets so many steps run. */
    public void allow(int steps) {
        allowed.release(steps);
    }

    @Override
    public void accept(List<StepItem> items) {
        begun.release();
        acquire(allowed);
    }

    private static void acquire(Semaphore semaphore) {
        try {
            if (!semaphore.tryAcquire(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing happened for %d s".formatted(SECONDS));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
