package io.aifactory.simulator.experiment.queueing;

import io.aifactory.economics.carbon.TimeSeries;
import io.aifactory.schedulercore.batchlane.LaneWorkers;
import io.aifactory.schedulercore.batchlane.ValleyGate;
import io.aifactory.simulator.Percentiles;
import io.aifactory.simulator.engine.SimulatedSequence;
import io.aifactory.simulator.experiment.queueing.LaneDesk.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Batches of a day under a diurnal carbon signal, beside interactive load: at once, in valleys, in
 * valleys of clean hours. Carbon of batches is what a run uses more than the run without them.
 * Arguments: number of seeds (5).
 */
public final class BatchLaneExperiment {
    private static final int WORKERS = 8;
    private static final double PEAK = 64;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;

    /** Mean of a log-normal length over its median. */
    private static final double MEAN = Math.exp(0.7 * 0.7 / 2);

    private BatchLaneExperiment() {}

    /**
     * What came of a run.
     *
     * @param grams of all steps, above what the fleet draws when idle
     * @param missed batches that were late
     * @param done batches in all
     */
    record Result(
            double grams, double joules, Percentiles ttft, Percentiles itl, int missed, int done) {}

    static Result run(Mode mode, long seed) {
        Day day = new Day(seed);
        TimeSeries signal = day.signal().gramsPerKilowattHour();
        List<Day.Batch> batches = day.batches(6, 5_000, 400, 300);
        LaneHeadroom headroom =
                new LaneHeadroom(
                        PEAK,
                        WORKERS,
                        new LaneWorkers(PEAK / WORKERS, 0),
                        new ValleyGate(1, Double.POSITIVE_INFINITY, 0),
                        400 * MEAN,
                        300 * MEAN);
        double[] used = new double[2];
        LateFleet[] fleet = new LateFleet[1];
        LaneDesk desk =
                new LaneDesk(
                        mode,
                        headroom,
                        signal,
                        batches,
                        WORKERS,
                        sequence -> fleet[0].workerOf(sequence));
        var model = Setups.llama8b(1_024);
        double idle = model.energy().idleWatts();
        fleet[0] =
                new LateFleet(
                        model,
                        WORKERS,
                        desk,
                        (end, nanos, joules) -> {
                            double above = joules - idle * nanos / NANOS_PER_SECOND;
                            used[0] +=
                                    above / JOULES_PER_KILOWATT_HOUR * signal.at(Day.millis(end));
                            used[1] += above;
                        });
        fleet[0].run(day.interactive(PEAK, 1_000, 200));
        return new Result(
                used[0],
                used[1],
                figures(desk, s -> s.ttftNanos() / NANOS_PER_MILLI),
                figures(desk, s -> s.itlNanos() / NANOS_PER_MILLI),
                desk.missed(),
                desk.done());
    }

    private static Percentiles figures(LaneDesk desk, ToDoubleFunction<SimulatedSequence> figure) {
        return Percentiles.of(desk.interactive().stream().mapToDouble(figure));
    }

    @SuppressWarnings("SystemOut") // its result
    public static void main(String... arguments) {
        int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        System.out.println(
                "seed mode     batch kWh  batch g  g/kWh  late/done   TTFT p99 ms        ITL p99 ms");
        for (long seed = 1; seed <= seeds; seed++) {
            Result none = run(Mode.NONE, seed);
            List<Double> grams = new ArrayList<>();
            for (Mode mode : Mode.values()) {
                Result result = mode == Mode.NONE ? none : run(mode, seed);
                grams.add(result.grams() - none.grams());
                System.out.printf(
                        Locale.ROOT,
                        "%4d %-8s %9.3f %8.1f %6.0f  %4d/%-4d %7.1f (%+5.1f %%) %7.2f (%+5.1f %%)%n",
                        seed,
                        mode,
                        (result.joules() - none.joules()) / JOULES_PER_KILOWATT_HOUR,
                        result.grams() - none.grams(),
                        (result.grams() - none.grams())
                                / (result.joules() - none.joules())
                                * JOULES_PER_KILOWATT_HOUR,
                        result.missed(),
                        result.done(),
                        result.ttft().p99(),
                        100 * (result.ttft().p99() / none.ttft().p99() - 1),
                        result.itl().p99(),
                        100 * (result.itl().p99() / none.itl().p99() - 1));
            }
            System.out.printf(
                    Locale.ROOT,
                    "     clean hours instead of at once: %.1f %% of the grams on free workers, %.1f %% without a gate%n",
                    100 * grams.get(3) / grams.get(2),
                    100 * grams.get(3) / grams.get(1));
        }
    }
}
