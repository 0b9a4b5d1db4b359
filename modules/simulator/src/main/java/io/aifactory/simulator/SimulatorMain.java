package io.aifactory.simulator;

import io.aifactory.schedulercore.routing.Policies;
import io.aifactory.simulator.trace.Arrival;
import io.aifactory.simulator.trace.SyntheticTrace;
import io.aifactory.simulator.trace.TraceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Compares all policies on one trace: {@code SimulatorMain [synthetic | mooncake:FILE | azure:FILE]
 * [workers] [speed-up] [seed]}.
 */
public final class SimulatorMain {
    private static final SyntheticTrace SYNTHETIC = new SyntheticTrace(20, 5_000, 1_000, 200, 1.0);

    private SimulatorMain() {}

    public static void main(String... arguments) throws IOException {
        String trace = argument(arguments, 0, "synthetic");
        int workers = Integer.parseInt(argument(arguments, 1, "4"));
        double speedUp = Double.parseDouble(argument(arguments, 2, "1"));
        long seed = Long.parseLong(argument(arguments, 3, "1"));
        List<Arrival> arrivals = TraceFiles.scaled(arrivals(trace, seed), speedUp);
        System.out.print(table(Scenario.h100s(workers), arrivals, seed));
    }

    /** One row for each policy. */
    static String table(Scenario scenario, List<Arrival> arrivals, long seed) {
        StringBuilder table = new StringBuilder();
        table.append(
                "policy         requests   TTFT p50   TTFT p99   ITL p50   ITL p99  goodput  tokens/s\n");
        for (String policy : Policies.names()) {
            Report r =
                    Simulation.run(
                            scenario, Policies.named(policy, new SplittableRandom(seed)), arrivals);
            table.append(
                    String.format(
                            Locale.ROOT,
                            "%-13s %9d %7.0f ms %7.0f ms %6.1f ms %6.1f ms %7.1f%% %9.0f%n",
                            r.policy(),
                            r.requests(),
                            r.ttftP50(),
                            r.ttftP99(),
                            r.itlP50(),
                            r.itlP99(),
                            100 * r.goodput(),
                            r.tokensPerSecond()));
        }
        return table.toString();
    }

    private static List<Arrival> arrivals(String trace, long seed) throws IOException {
        String file = trace.substring(trace.indexOf(':') + 1);
        return switch (trace.split(":", 2)[0]) {
            case "synthetic" -> SYNTHETIC.generate(seed);
            case "mooncake" -> TraceFiles.mooncake(Path.of(file));
            case "azure" -> TraceFiles.azure(Path.of(file));
            default ->
                    throw new IllegalArgumentException(
                            "unknown trace '"
                                    + trace
                                    + "'; use synthetic, mooncake:FILE or azure:FILE");
        };
    }

    private static String argument(String[] arguments, int index, String otherwise) {
        return index < arguments.length ? arguments[index] : otherwise;
    }
}
