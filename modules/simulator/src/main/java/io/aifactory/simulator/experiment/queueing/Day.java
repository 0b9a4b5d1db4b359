package io.aifactory.simulator.experiment.queueing;

import io.aifactory.economics.carbon.CarbonSignal;
import io.aifactory.economics.carbon.Interpolation;
import io.aifactory.economics.carbon.TimeSeries;
import io.aifactory.economics.carbon.TimeSeries.Point;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Days of a made-up grid and its users, run fifteen times as fast as a clock: an hour is four
 * minutes of the simulation, long beside the seconds that a request takes. The first day is only
 * history of the signal; the simulation begins with the second.
 *
 * @param seed of noise, arrivals and lengths
 */
record Day(long seed) {
    static final long HOUR_MILLIS = 3_600_000;
    static final long SLOT_MILLIS = HOUR_MILLIS / 4;
    static final int SLOTS = 96;

    /** Of which the simulation runs all but the first. */
    private static final int DAYS = 3;

    private static final int FASTER = 15;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double SPREAD = 0.7;

    /** Time of the grid, since the epoch, at a time of the simulation. */
    static long millis(long simulatedNanos) {
        return 24 * HOUR_MILLIS + simulatedNanos / 1_000_000 * FASTER;
    }

    /** Time of the simulation at a time of the grid. */
    static long nanos(long millis) {
        return (millis - 24 * HOUR_MILLIS) / FASTER * 1_000_000;
    }

    /** Of a slot in the simulation. */
    static double slotSeconds() {
        return SLOT_MILLIS / 1e3 / FASTER;
    }

    /**
     * 400 g/kWh, half of it less when the sun is highest, a fifth more in the evening, each quarter
     * of an hour with its own noise of 8 %.
     */
    CarbonSignal signal() {
        SplittableRandom random = new SplittableRandom(seed);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < (DAYS + 1) * SLOTS; i++) {
            double hour = i % SLOTS / 4.0;
            double sun = Math.max(0, Math.sin(Math.PI * (hour - 7) / 11));
            double evening = Math.exp(-(hour - 19.5) * (hour - 19.5) / 4);
            double noise = Math.max(0, 1 + 0.08 * random.nextGaussian());
            points.add(new Point(i * SLOT_MILLIS, 400 * (1 - 0.5 * sun + 0.2 * evening) * noise));
        }
        return new CarbonSignal(TimeSeries.of(points, Interpolation.STEPS));
    }

    /** Share of the peak rate at a time of the grid: least at 3 h, most at 15 h. */
    static double busy(long millis) {
        double hour = millis % (24 * HOUR_MILLIS) / (double) HOUR_MILLIS;
        return 0.55 - 0.45 * Math.cos(2 * Math.PI * (hour - 3) / 24);
    }

    /**
     * Two days of requests, Poisson with the rate of the time.
     *
     * @param peak requests per second of the simulation
     */
    List<Arrival> interactive(double peak, int prompt, int output) {
        SplittableRandom random = new SplittableRandom(seed + 1_000);
        List<Arrival> arrivals = new ArrayList<>();
        double end = nanos(DAYS * 24 * HOUR_MILLIS) / NANOS_PER_SECOND;
        double at = 0;
        while (at < end) {
            at += -Math.log(1 - random.nextDouble()) / peak;
            long nanos = (long) (at * NANOS_PER_SECOND);
            if (random.nextDouble() < busy(millis(nanos))) {
                arrivals.add(arrival(nanos, prompt, output, random));
            }
        }
        return arrivals;
    }

    /**
     * Batches that come during the first simulated day, each with a day's time.
     *
     * @param number how many
     * @param requests of each
     */
    List<Batch> batches(int number, int requests, int prompt, int output) {
        SplittableRandom random = new SplittableRandom(seed + 2_000);
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            long millis = 24 * HOUR_MILLIS + (long) (random.nextDouble() * 24 * HOUR_MILLIS);
            List<Arrival> own = new ArrayList<>();
            for (int j = 0; j < requests; j++) {
                own.add(arrival(nanos(millis), prompt, output, random));
            }
            batches.add(new Batch("batch-" + i, millis, millis + 24 * HOUR_MILLIS, own));
        }
        batches.sort(Comparator.comparingLong(Batch::comesMillis));
        return batches;
    }

    /**
     * Requests that are wanted by a time.
     *
     * @param comesMillis of the grid
     * @param deadlineMillis of the grid
     */
    record Batch(String id, long comesMillis, long deadlineMillis, List<Arrival> requests) {}

    private static Arrival arrival(long nanos, int prompt, int output, SplittableRandom random) {
        return new Arrival(
                nanos,
                length(prompt, random),
                length(output, random),
                PromptBlocks.NONE,
                Arrival.ANYBODY);
    }

    private static int length(int median, SplittableRandom random) {
        return Math.clamp(Math.round(median * Math.exp(SPREAD * random.nextGaussian())), 1, 32_768);
    }
}
