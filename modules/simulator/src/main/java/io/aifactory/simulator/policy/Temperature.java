package io.aifactory.simulator.policy;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Dynamo's picker: the smallest cost, or a draw that favours small ones. */
final class Temperature {
    private Temperature() {}

    /**
     * @param temperature 0 = the smallest, ties drawn evenly; above, a worker is drawn with a
     *     probability in proportion to exp(−(c − min) / ((max − min) · temperature))
     */
    static int draw(double[] costs, double temperature, RandomGenerator random) {
        if (temperature == 0) {
            return Choice.smallest(costs, random);
        }
        double min = Arrays.stream(costs).min().orElse(0);
        double max = Arrays.stream(costs).max().orElse(0);
        if (min == max) {
            return random.nextInt(costs.length);
        }
        double[] weights =
                Arrays.stream(costs)
                        .map(c -> Math.exp(-(c - min) / ((max - min) * temperature)))
                        .toArray();
        double left = random.nextDouble() * Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }
}
