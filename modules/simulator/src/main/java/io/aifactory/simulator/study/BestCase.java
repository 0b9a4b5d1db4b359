package io.aifactory.simulator.study;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.trace.Arrival;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Times to the first token that no scheduler can beat: each prompt has a worker for itself, which
 * holds every full block that came with an earlier prompt.
 */
final class BestCase {
    private BestCase() {}

    /** Milliseconds, one for each arrival. */
    static double[] firstTokenMillis(WorkerModel model, List<Arrival> arrivals) {
        Set<Long> seen = new HashSet<>();
        double[] millis = new double[arrivals.size()];
        for (int i = 0; i < millis.length; i++) {
            PromptBlocks blocks = arrivals.get(i).blocks();
            int tokens = arrivals.get(i).promptTokens();
            int held = 0;
            while (held < blocks.usable(tokens) && seen.contains(blocks.hash(held))) {
                held++;
            }
            for (int b = held; b < blocks.count(); b++) {
                seen.add(blocks.hash(b));
            }
            millis[i] = model.prefillMillis(tokens, held * blocks.blockTokens());
        }
        return millis;
    }
}
