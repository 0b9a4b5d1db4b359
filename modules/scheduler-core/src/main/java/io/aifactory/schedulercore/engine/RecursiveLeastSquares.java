package io.aifactory.schedulercore.engine;

import java.util.Arrays;

/**
 * A linear law learned from one observation after the other, older ones counting less and less
 * (recursive least squares with exponential forgetting; Ljung, "System Identification", 2nd ed.,
 * §11.2). Errors are relative to what was observed, so that short steps count as much as long ones.
 * Not thread-safe.
 */
final class RecursiveLeastSquares {
    /** An observation's weight halves after about 700 further ones. */
    private static final double FORGET = 0.999;

    /** Variance of a coefficient of which nothing is known, and the most that it can grow to. */
    private static final double UNKNOWN = 1e6;

    /** Weight of the newest error in the spread; the mean is over about the last hundred. */
    private static final double NEWEST = 0.01;

    /** Relative spread that is assumed before there is any, squared. */
    private static final double FIRST_SPREAD = 0.01;

    private final int terms;
    private final double[] law;
    private final double[] covariance;
    private final double[] scaled;
    private final double[] gain;
    private double spread = FIRST_SPREAD;
    private long observations;

    /**
     * @param start coefficients to begin with
     */
    RecursiveLeastSquares(double... start) {
        terms = start.length;
        law = start.clone();
        covariance = new double[terms * terms];
        scaled = new double[terms];
        gain = new double[terms];
        doubt();
    }

    long observations() {
        return observations;
    }

    double coefficient(int term) {
        return law[term];
    }

    double predict(double[] features) {
        double sum = 0;
        for (int i = 0; i < terms; i++) {
            sum += law[i] * features[i];
        }
        return sum;
    }

    /**
     * Standard deviation of an observation around the prediction, as a share of the prediction:
     * what the steps scatter, and what is not known of the law there.
     *
     * @param predicted positive
     */
    double relativeSpread(double[] features, double predicted) {
        double doubt = 0;
        for (int i = 0; i < terms; i++) {
            for (int j = 0; j < terms; j++) {
                doubt += features[i] * covariance[i * terms + j] * features[j];
            }
        }
        doubt = Math.max(0, doubt) / (predicted * predicted);
        return Math.sqrt(spread * (1 + Math.min(doubt, 1 / FIRST_SPREAD)));
    }

    /**
     * @param observed positive
     */
    void learn(double[] features, double observed) {
        double norm = FORGET;
        double error = 1;
        for (int i = 0; i < terms; i++) {
            scaled[i] = features[i] / observed;
            error -= law[i] * scaled[i];
        }
        for (int i = 0; i < terms; i++) {
            gain[i] = 0;
            for (int j = 0; j < terms; j++) {
                gain[i] += covariance[i * terms + j] * scaled[j];
            }
            norm += scaled[i] * gain[i];
        }
        for (int i = 0; i < terms; i++) {
            law[i] += gain[i] / norm * error;
            for (int j = 0; j <= i; j++) {
                double value = (covariance[i * terms + j] - gain[i] * gain[j] / norm) / FORGET;
                covariance[i * terms + j] = value;
                covariance[j * terms + i] = value;
            }
        }
        bound();
        observations++;
        double share = Math.max(NEWEST, 1.0 / (observations + 1));
        // One error beyond the whole step says no more than that.
        spread += share * (Math.min(1, error * error) - spread);
    }

    /** What is known may be wrong: the next observations count as the first ones did. */
    void doubt() {
        Arrays.fill(covariance, 0);
        for (int i = 0; i < terms; i++) {
            covariance[i * terms + i] = UNKNOWN;
        }
        spread = FIRST_SPREAD;
        observations = 0;
    }

    /** Begins with another's law, of which it is not sure. */
    void startFrom(RecursiveLeastSquares other) {
        System.arraycopy(other.law, 0, law, 0, terms);
        doubt();
    }

    /** A direction in which nothing is observed must not be forgotten without bound (wind-up). */
    private void bound() {
        for (int i = 0; i < terms; i++) {
            double variance = covariance[i * terms + i];
            if (variance > UNKNOWN || !(variance > 0)) {
                double factor = variance > UNKNOWN ? Math.sqrt(UNKNOWN / variance) : 0;
                for (int j = 0; j < terms; j++) {
                    covariance[i * terms + j] *= factor;
                    covariance[j * terms + i] *= factor;
                }
                covariance[i * terms + i] = variance > UNKNOWN ? UNKNOWN : UNKNOWN * 1e-9;
            }
        }
    }
}
