package io.aifactory.simulator.engine;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.prefix.PromptBlocks;

/** Port: what a simulated worker tells while it works, as a live one does. */
public interface WorkerListener {
    /** The first token of a request has come. */
    void firstToken(SimulatedSequence sequence, long nowNanos);

    /** The last token of a request has come. */
    void finished(SimulatedSequence sequence, long nowNanos);

    /** A step has ended. */
    void step(int worker, StepContent content, long nanos, double joules);

    /** Blocks from (inclusive) to (exclusive) of a prompt are computed. */
    void stored(int worker, PromptBlocks blocks, int from, int to);

    /** A block is given up. */
    void removed(int worker, long hash);
}
