package io.aifactory.schedulercore.forecast;

import java.util.Arrays;

/**
 * As at the same time a season ago (yesterday, last week), times how much higher or lower the last
 * intervals were than those a season before them: the seasonal naive method with a level correction
 * (Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd edition, §5.2). Of
 * several seasons the longest is taken whose figures are there: Monday is rather like last Monday
 * than like Sunday.
 */
public final class Seasonal implements LoadPredictor {
    private static final int LONGEST_SEASON = 1 << 20;
    private static final double GAP = Double.NaN;

    private final int[] seasons;
    private final int levelIntervals;
    private final double[] ring;
    private final LastValue last = new LastValue();
    private long observed;

    /**
     * @param levelIntervals how many of the last intervals are compared with a season ago; at least
     *     1
     * @param seasons their lengths in intervals, each above {@code levelIntervals}; at least one
     */
    public Seasonal(int levelIntervals, int... seasons) {
        this.seasons = seasons.clone();
        Arrays.sort(this.seasons);
        if (levelIntervals < 1
                || seasons.length == 0
                || this.seasons[0] <= levelIntervals
                || this.seasons[seasons.length - 1] > LONGEST_SEASON) {
            throw new IllegalArgumentException(
                    "seasons "
                            + Arrays.toString(seasons)
                            + " must be longer than the "
                            + levelIntervals
                            + " intervals (1 or more) compared, and at most "
                            + LONGEST_SEASON);
        }
        this.levelIntervals = levelIntervals;
        this.ring = new double[this.seasons[seasons.length - 1] + levelIntervals];
        Arrays.fill(ring, GAP);
    }

    @Override
    public String name() {
        return "seasonal";
    }

    @Override
    public void observe(double load) {
        ring[(int) (observed % ring.length)] = LoadPredictor.isLoad(load) ? load : GAP;
        observed++;
        last.observe(load);
    }

    @Override
    public boolean warm() {
        return observed >= seasons[0];
    }

    @Override
    public double predict(int ahead) {
        LoadPredictor.requireAhead(ahead);
        for (int i = seasons.length - 1; i >= 0; i--) {
            double predicted = predict(ahead, seasons[i]);
            if (LoadPredictor.isLoad(predicted)) {
                return predicted;
            }
        }
        return last.predict(ahead);
    }

    private double predict(int ahead, int season) {
        int back = season - 1 - (ahead - 1) % season;
        return value(back) * level(season);
    }

    /** Of the intervals that are known both times; 1 where there are none to compare. */
    private double level(int season) {
        double now = 0;
        double then = 0;
        for (int i = 0; i < levelIntervals; i++) {
            double recent = value(i);
            double before = value(i + season);
            if (!Double.isNaN(recent) && !Double.isNaN(before)) {
                now += recent;
                then += before;
            }
        }
        return then > 0 ? now / then : 1;
    }

    /** NaN for a gap and for what was before the beginning or is forgotten. */
    private double value(int back) {
        return back >= observed || back >= ring.length
                ? GAP
                : ring[(int) ((observed - 1 - back) % ring.length)];
    }
}
