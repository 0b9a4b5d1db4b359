package io.aifactory.simulator;

import io.aifactory.schedulercore.routing.Slo;
import io.aifactory.simulator.model.WorkerModel;

/**
 * What each request is promised: its first token within {@code max(ttft, factor × isolated)}, where
 * isolated is what its prompt takes with a worker for itself (no router can make a prompt of
 * 100,000 tokens start within two seconds), and a mean time between tokens.
 *
 * @param ttftMillis positive; infinite = no bound
 * @param isolatedFactor at least 0; 0 = the same bound for all lengths
 * @param itlMillis positive; infinite = no bound
 */
public record SloRule(double ttftMillis, double isolatedFactor, double itlMillis) {
    public SloRule {
        new Slo(ttftMillis, itlMillis);
        if (!(isolatedFactor >= 0) || Double.isInfinite(isolatedFactor)) {
            throw new IllegalArgumentException(
                    "an SLO's factor on the isolated time is a number from 0, not "
                            + isolatedFactor);
        }
    }

    /** 2 s or twice the isolated time, and 25 ms between tokens. */
    public static SloRule usual() {
        return new SloRule(2_000, 2, 25);
    }

    /** The promise to a prompt of this length. */
    public Slo of(WorkerModel model, int promptTokens) {
        double scaled =
                isolatedFactor == 0 ? 0 : isolatedFactor * model.isolatedMillis(promptTokens);
        return new Slo(Math.max(ttftMillis, scaled), itlMillis);
    }
}
