package io.aifactory.factory.measurement;

import java.time.Duration;
import java.util.List;

/**
 * What to measure.
 *
 * @param model served name
 * @param levels numbers of clients at the same time, each measured in turn
 * @param warmUp after the clients have started and before the window of each level
 * @param window time that is measured at each level
 * @param patience how much longer a level may last while not a single request was answered
 * @param tokens each request asks for
 * @param prompts given to the requests in turn
 */
public record SweepPlan(
        String model,
        List<Integer> levels,
        Duration warmUp,
        Duration window,
        Duration patience,
        int tokens,
        List<String> prompts) {
    public SweepPlan {
        levels = List.copyOf(levels);
        prompts = List.copyOf(prompts);
    }
}
