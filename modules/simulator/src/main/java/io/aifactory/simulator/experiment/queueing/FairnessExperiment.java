package io.aifactory.simulator.experiment.queueing;

import io.aifactory.simulator.Percentiles;
import io.aifactory.simulator.engine.SimulatedSequence;
import io.aifactory.simulator.experiment.queueing.FairDesk.Room;
import io.aifactory.simulator.experiment.queueing.Setups.Tenant;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Shares of tenants that wait all the time, and what one that sends far too much does to another.
 * Arguments: number of seeds (5).
 */
public final class FairnessExperiment {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Every one of them sends more than its share; the last 16 times as much as the first. */
    private static final List<Tenant> BACKLOGGED =
            List.of(
                    new Tenant("chat", 1, 15, 1_000, 200),
                    new Tenant("long prompts", 1, 5, 6_000, 100),
                    new Tenant("long answers", 1, 12, 300, 600),
                    new Tenant("many", 1, 100, 1_000, 200),
                    new Tenant("short", 1, 160, 200, 50),
                    new Tenant("flood", 1, 240, 1_000, 200));

    /** Well under its half of the fleet, which is about 60 of such requests a second. */
    private static final Tenant VICTIM = new Tenant("victim", 1, 16, 1_000, 200);

    private static final Tenant ABUSER = new Tenant("abuser", 1, 180, 1_000, 200);

    /** Nothing held back; held back; with places for whoever is within its share. */
    private static final List<Room> ROOMS =
            List.of(
                    new Room(256, 0, 1 << 20, 1 << 20, 2_048),
                    new Room(64, 0, 2_048, 2_048, 2_048),
                    new Room(64, 8, 1, 2_048, 2_048),
                    new Room(96, 12, 1, 2_048, 2_048),
                    new Room(128, 16, 1, 2_048, 2_048));

    private FairnessExperiment() {}

    /**
     * Jain's index of service per weight, (Σx)² / (n Σx²): 1 = all equal, 1/n = one has all.
     *
     * @param served at least one, not all 0
     */
    static double jain(double... served) {
        double sum = DoubleStream.of(served).sum();
        double squares = DoubleStream.of(served).map(x -> x * x).sum();
        return sum * sum / (served.length * squares);
    }

    /** Jain's index of a run. */
    static double shares(boolean fair, Map<String, Double> weights, double seconds, long seed) {
        FairDesk desk =
                new FairDesk(
                        weights,
                        fair,
                        new Room(64, 0, 2_048, 2_048, 2_048),
                        (long) (0.2 * seconds * NANOS_PER_SECOND),
                        (long) (seconds * NANOS_PER_SECOND));
        List<Arrival> arrivals =
                Setups.merged(BACKLOGGED, seconds, seed).stream()
                        .filter(a -> a.nanos() < seconds * NANOS_PER_SECOND)
                        .toList();
        new LateFleet(Setups.llama8b(2_048), 4, desk, (end, nanos, joules) -> {}).run(arrivals);
        return jain(BACKLOGGED.stream().mapToDouble(t -> desk.served(t.name())).toArray());
    }

    /** TTFT of the victim's requests in a run. */
    static Victim victim(Room room, boolean abused, boolean fair, double seconds, long seed) {
        List<SimulatedSequence> sequences = new ArrayList<>();
        FairDesk desk =
                new FairDesk(
                        Map.of(),
                        fair,
                        room,
                        (long) (0.2 * seconds * NANOS_PER_SECOND),
                        (long) (seconds * NANOS_PER_SECOND)) {
                    @Override
                    public void arrived(SimulatedSequence sequence, long nowNanos) {
                        sequences.add(sequence);
                        super.arrived(sequence, nowNanos);
                    }
                };
        List<Tenant> tenants = abused ? List.of(VICTIM, ABUSER) : List.of(VICTIM);
        new LateFleet(Setups.llama8b(room.budget()), 8, desk, (end, nanos, joules) -> {})
                .run(Setups.merged(tenants, seconds, seed));
        double p99 =
                Percentiles.of(
                                sequences.stream()
                                        .filter(s -> s.arrival().tenant().equals(VICTIM.name()))
                                        .mapToDouble(s -> s.ttftNanos() / NANOS_PER_MILLI))
                        .p99();
        return new Victim(p99, desk.served() / (0.8 * seconds));
    }

    /**
     * What became of the victim, and of the fleet.
     *
     * @param p99Millis of its TTFT
     * @param service of all tenants, input + 2 · output tokens per second
     */
    record Victim(double p99Millis, double service) {}

    @SuppressWarnings("SystemOut") // its result
    public static void main(String... arguments) {
        int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Map<String, Double> unequal = Map.of("many", 2.0, "short", 2.0, "flood", 4.0);
        System.out.println("Jain's index of six backlogged tenants, four workers, 60 s");
        for (boolean fair : new boolean[] {false, true}) {
            for (Map<String, Double> weights : List.of(Map.<String, Double>of(), unequal)) {
                System.out.println(
                        (fair ? "fair queue" : "arrival order")
                                + (weights.isEmpty()
                                        ? ", equal weights: "
                                        : ", weights 1 1 1 2 2 4: ")
                                + each(seeds, seed -> shares(fair, weights, 60, seed)));
            }
        }
        System.out.println("p99 TTFT of the victim by seed, eight workers, 200 s");
        for (Room room : ROOMS) {
            System.out.println(room);
            System.out.println("  alone:         " + victims(seeds, room, false, true));
            System.out.println("  arrival order: " + victims(1, room, true, false));
            System.out.println("  fair queue:    " + victims(seeds, room, true, true));
        }
    }

    private static String victims(int seeds, Room room, boolean abused, boolean fair) {
        List<Victim> victims = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            victims.add(victim(room, abused, fair, 200, seed));
        }
        return each(seeds, seed -> victims.get((int) seed - 1).p99Millis())
                + " ms; service per second "
                + each(seeds, seed -> victims.get((int) seed - 1).service());
    }

    private interface Figure {
        double of(long seed);
    }

    private static String each(int seeds, Figure figure) {
        List<Double> values = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            values.add(figure.of(seed));
        }
        return values.stream()
                .map(v -> String.format(Locale.ROOT, v < 2 ? "%.4f" : "%.0f", v))
                .collect(Collectors.joining(" "));
    }
}
