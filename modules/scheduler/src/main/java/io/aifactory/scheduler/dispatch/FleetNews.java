package io.aifactory.scheduler.dispatch;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.prefix.PromptBlocks;

/**
 * What workers tell of themselves as it happens, for those who choose between them. News of workers
 * that requests do not go to are passed over. Thread-safe.
 */
public final class FleetNews {
    private final Guard guard;
    private final RoutableWorkers workers;

    FleetNews(Guard guard, RoutableWorkers workers) {
        this.guard = guard;
        this.workers = workers;
    }

    /** The worker keeps nothing of any prompt. */
    public void cleared(String workerId) {
        guard.run(() -> workers.cleared(workerId));
    }

    /** The worker keeps these blocks, too. */
    public void stored(String workerId, PromptBlocks blocks) {
        guard.run(() -> workers.stored(workerId, blocks));
    }

    /**
     * The worker no longer keeps a block.
     *
     * @param block its hash in {@link PromptBlocks}
     */
    public void removed(String workerId, long block) {
        guard.run(() -> workers.removed(workerId, block));
    }

    /**
     * The worker has done a step.
     *
     * @param nanos that it took
     * @param joules that it used; NaN where no meter says
     */
    public void stepped(String workerId, StepContent content, long nanos, double joules) {
        guard.run(() -> workers.stepped(workerId, content, nanos, joules));
    }
}
