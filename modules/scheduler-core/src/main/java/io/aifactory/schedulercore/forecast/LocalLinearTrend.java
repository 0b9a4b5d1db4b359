package io.aifactory.schedulercore.forecast;

import java.util.List;
import org.hipparchus.filtering.kalman.Measurement;
import org.hipparchus.filtering.kalman.ProcessEstimate;
import org.hipparchus.filtering.kalman.linear.LinearEvolution;
import org.hipparchus.filtering.kalman.linear.LinearKalmanFilter;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposer;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.jspecify.annotations.Nullable;

/**
 * A level and a trend, both of which wander, seen through noise: a Kalman filter (Harvey,
 * "Forecasting, Structural Time Series Models and the Kalman Filter", 1989, §2.3). Unless said
 * otherwise the noises are those of Dynamo's planner: level 1, trend 0.1, measurement 10; only
 * their ratios matter, so the unit of the load does not.
 */
public final class LocalLinearTrend implements LoadPredictor {
    private static final double LEVEL_NOISE = 1;
    private static final double TREND_NOISE = 0.1;
    private static final double MEASUREMENT_NOISE = 10;
    private static final double UNKNOWN = 1e6;
    private static final double SMALLEST_PIVOT = 1e-12;
    private static final int WARM_AFTER = 5;

    private static final class Interval implements Measurement {
        private final long number;
        private final @Nullable RealVector value;

        private Interval(long number, @Nullable RealVector value) {
            this.number = number;
            this.value = value;
        }

        @Override
        public double getTime() {
            return number;
        }

        @Override
        @SuppressWarnings("NullAway") // not asked for where the filter is told to skip it
        public RealVector getValue() {
            return value;
        }

        @Override
        public RealMatrix getCovariance() {
            return MatrixUtils.createRealDiagonalMatrix(new double[] {MEASUREMENT_NOISE});
        }
    }

    private final double levelNoise;
    private final double trendNoise;
    private final LastValue last = new LastValue();
    private @Nullable LinearKalmanFilter<Interval> filter;
    private RealVector state = new ArrayRealVector(2);
    private long intervals;
    private int measured;

    /** With the noises of Dynamo's planner. */
    public LocalLinearTrend() {
        this(LEVEL_NOISE, TREND_NOISE);
    }

    /**
     * With others, next to a noise of measurement of 10.
     *
     * @param levelNoise variance by which the level wanders in each interval; positive
     * @param trendNoise as before, of the trend; 0 = there is no trend
     */
    public LocalLinearTrend(double levelNoise, double trendNoise) {
        if (!(levelNoise > 0 && trendNoise >= 0)) {
            throw new IllegalArgumentException(
                    "noises are above 0 of the level and 0 or more of the trend, not %s and %s"
                            .formatted(levelNoise, trendNoise));
        }
        this.levelNoise = levelNoise;
        this.trendNoise = trendNoise;
    }

    /**
     * Levels and trends that wander less and less, for contests in which errors decide: the noise
     * of a load is not known beforehand, and where it does not wander a long memory is better.
     */
    public static List<LoadPredictor> ofManyNoises() {
        return List.of(
                new LocalLinearTrend(),
                new LocalLinearTrend(0.1, 0.01),
                new LocalLinearTrend(0.1, 0.0001),
                new LocalLinearTrend(1, 0.001),
                new LocalLinearTrend(1, 0),
                new LocalLinearTrend(0.05, 0));
    }

    @Override
    public String name() {
        return levelNoise == LEVEL_NOISE && trendNoise == TREND_NOISE
                ? "kalman"
                : "kalman " + levelNoise + "/" + trendNoise;
    }

    @Override
    public void observe(double load) {
        intervals++;
        last.observe(load);
        boolean known = LoadPredictor.isLoad(load);
        if (filter == null) {
            if (known) {
                filter = startingAt(load);
                state = new ArrayRealVector(new double[] {load, 0});
                measured = 1;
            }
            return;
        }
        RealVector value = known ? new ArrayRealVector(new double[] {load}) : null;
        state = filter.estimationStep(new Interval(intervals, value)).getState();
        measured += known ? 1 : 0;
    }

    private LinearKalmanFilter<Interval> startingAt(double load) {
        return new LinearKalmanFilter<>(
                new CholeskyDecomposer(SMALLEST_PIVOT, SMALLEST_PIVOT),
                this::evolution,
                new ProcessEstimate(
                        intervals,
                        new ArrayRealVector(new double[] {load, 0}),
                        MatrixUtils.createRealDiagonalMatrix(
                                new double[] {MEASUREMENT_NOISE, trendNoise == 0 ? 0 : UNKNOWN})));
    }

    /** Without a matrix of measurement the filter only moves on in time. */
    @SuppressWarnings("NullAway") // the library's way of saying that there is none
    private LinearEvolution evolution(Interval interval) {
        return new LinearEvolution(
                MatrixUtils.createRealMatrix(new double[][] {{1, 1}, {0, 1}}),
                null,
                null,
                MatrixUtils.createRealDiagonalMatrix(new double[] {levelNoise, trendNoise}),
                interval.value == null
                        ? null
                        : MatrixUtils.createRealMatrix(new double[][] {{1, 0}}));
    }

    @Override
    public boolean warm() {
        return measured >= WARM_AFTER;
    }

    @Override
    public double predict(int ahead) {
        LoadPredictor.requireAhead(ahead);
        double predicted = state.getEntry(0) + ahead * state.getEntry(1);
        return warm() && Double.isFinite(predicted) ? Math.max(0, predicted) : last.predict(ahead);
    }
}
