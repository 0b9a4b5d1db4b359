package io.aifactory.simulator.study;

/**
 * The highest speed-up of a trace that is served with enough goodput, by bisection. Goodput is
 * taken to fall with load; where it does not, the answer is one of the crossings.
 *
 * @param goodput share of requests that must be good, from 0 (exclusive) to 1
 * @param step how close the bounds are at the end
 */
public record Capacity(double goodput, double step) {
    private static final double LOWEST = 1.0 / 64;
    private static final double HIGHEST = 64;

    public Capacity {
        if (!(goodput > 0 && goodput <= 1)) {
            throw new IllegalArgumentException(
                    "a share of good requests is above 0 and at most 1, not " + goodput);
        }
        if (!(step > 0 && step <= 1)) {
            throw new IllegalArgumentException(
                    "the search's step is above 0 and at most 1, not " + step);
        }
    }

    /** 90 % goodput, found to 0.006. */
    public static Capacity usual() {
        return new Capacity(0.9, 0.006);
    }

    /**
     * @param trial its own speed-up does not matter
     * @return the highest speed-up found good; 0 if even a sixty-fourth of the load is too much
     */
    public double search(Trial trial) {
        double good = 1;
        if (isGood(trial, good)) {
            while (2 * good <= HIGHEST && isGood(trial, 2 * good)) {
                good *= 2;
            }
        } else {
            do {
                good /= 2;
                if (good < LOWEST) {
                    return 0;
                }
            } while (!isGood(trial, good));
        }
        double bad = 2 * good;
        while (bad - good > step) {
            double middle = (good + bad) / 2;
            if (isGood(trial, middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good;
    }

    private boolean isGood(Trial trial, double speedUp) {
        return trial.at(speedUp).run().goodput() >= goodput;
    }
}
