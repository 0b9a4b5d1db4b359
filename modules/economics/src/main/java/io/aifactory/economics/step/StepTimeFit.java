package io.aifactory.economics.step;

/**
 * Learns {@link StepTime} from measured steps: least squares on relative errors, so that short
 * steps count as much as long ones, in which older steps count less and less. A term that recent
 * steps say nothing of keeps its last value. One step that took ten times as long as expected (a
 * pause of the machine) moves it little; a lasting change is followed within some hundred steps.
 * Not thread-safe.
 */
public final class StepTimeFit {
    private static final int TERMS = 6;

    /** Steps that are believed whatever they say. */
    private static final int FIRST = 4;

    private static final double NANOS_PER_MILLI = 1e6;

    /** KV tokens and pairs per unit of their terms: keeps the terms of similar size. */
    private static final double KV_UNIT = 1000;

    private static final double PAIR_UNIT = 10_000;

    /** A step's weight halves after about 350 further ones. */
    private static final double MEMORY = 0.998;

    /** Relative surprise beyond which a step counts less. */
    private static final double TRUSTED_SURPRISE = 0.5;

    /** How strongly the last value holds, in units of a step's weight per millisecond squared. */
    private static final double[] HOLD = {1e-6, 1e-4, 1e-4, 1e-6, 1e-6, 1e-4};

    /** What part of each step before the anchor goes on counting. */
    private static final double ANCHOR = 0.2;

    private final double[][] products = new double[TERMS][TERMS];
    private final double[] sums = new double[TERMS];
    private final double[][] anchorProducts = new double[TERMS][TERMS];
    private final double[] anchorSums = new double[TERMS];
    private double[] terms = new double[TERMS];
    private long observations;

    /** Steps learned from. */
    public long observations() {
        return observations;
    }

    /** What is known now; all zero before the first step. */
    public StepTime current() {
        return new StepTime(
                terms[0] * NANOS_PER_MILLI,
                terms[1] * NANOS_PER_MILLI,
                terms[2] * NANOS_PER_MILLI,
                terms[3] * NANOS_PER_MILLI / KV_UNIT,
                terms[4] * NANOS_PER_MILLI / PAIR_UNIT,
                terms[5] * NANOS_PER_MILLI);
    }

    /**
     * The steps until now, all together as a few, are not forgotten as others are. Recent steps
     * outweigh them in all that these tell of; but where all prompts are short, what a longer one
     * would take is then known from the steps of a calibration, and not from the noise of the short
     * ones.
     */
    public void anchor() {
        for (int i = 0; i < TERMS; i++) {
            for (int j = 0; j < TERMS; j++) {
                anchorProducts[i][j] = ANCHOR * products[i][j];
            }
            anchorSums[i] = ANCHOR * sums[i];
        }
    }

    /**
     * Learns from one step.
     *
     * @param nanos that it took; steps of 0 are left out
     */
    public void observe(StepContent content, long nanos) {
        if (nanos <= 0) {
            return;
        }
        double millis = nanos / NANOS_PER_MILLI;
        double[] features = {
            1 / millis,
            content.decodeSequences() / millis,
            content.prefillTokens() / millis,
            content.kvTokens() / KV_UNIT / millis,
            content.prefillPairs() / PAIR_UNIT / millis,
            content.prefillChunks() / millis
        };
        double surprise = Math.abs(1 - dot(features, terms));
        double weight =
                observations < FIRST || surprise <= TRUSTED_SURPRISE
                        ? 1
                        : TRUSTED_SURPRISE / surprise;
        observations++;
        for (int i = 0; i < TERMS; i++) {
            for (int j = 0; j < TERMS; j++) {
                products[i][j] = MEMORY * products[i][j] + weight * features[i] * features[j];
            }
            sums[i] = MEMORY * sums[i] + weight * features[i];
        }
        terms = leastSquares();
    }

    /** Terms that would be negative are zero: no part of a step gives time back. */
    private double[] leastSquares() {
        boolean[] fixed = new boolean[TERMS];
        while (true) {
            double[] solution = solve(fixed);
            int worst = 0;
            for (int i = 1; i < TERMS; i++) {
                worst = solution[i] < solution[worst] ? i : worst;
            }
            if (solution[worst] >= 0) {
                return solution;
            }
            fixed[worst] = true;
        }
    }

    /** Solves the normal equations by Gaussian elimination; they are positive definite. */
    private double[] solve(boolean[] fixed) {
        double[][] a = new double[TERMS][TERMS];
        double[] b = new double[TERMS];
        for (int i = 0; i < TERMS; i++) {
            for (int j = 0; j < TERMS; j++) {
                a[i][j] = fixed[i] || fixed[j] ? 0 : products[i][j] + anchorProducts[i][j];
            }
            a[i][i] = fixed[i] ? 1 : a[i][i] + HOLD[i];
            b[i] = fixed[i] ? 0 : sums[i] + anchorSums[i] + HOLD[i] * terms[i];
        }
        for (int k = 0; k < TERMS; k++) {
            for (int i = k + 1; i < TERMS; i++) {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j < TERMS; j++) {
                    a[i][j] -= factor * a[k][j];
                }
                b[i] -= factor * b[k];
            }
        }
        double[] solution = new double[TERMS];
        for (int i = TERMS - 1; i >= 0; i--) {
            double rest = b[i];
            for (int j = i + 1; j < TERMS; j++) {
                rest -= a[i][j] * solution[j];
            }
            solution[i] = rest / a[i][i];
        }
        return solution;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < TERMS; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
