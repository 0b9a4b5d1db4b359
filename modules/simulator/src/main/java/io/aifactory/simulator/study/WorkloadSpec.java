package io.aifactory.simulator.study;

import io.aifactory.simulator.trace.Arrival;
import io.aifactory.simulator.trace.AzureTrace;
import io.aifactory.simulator.trace.ConversationTrace;
import io.aifactory.simulator.trace.MooncakeTrace;
import io.aifactory.simulator.trace.Reshaping;
import io.aifactory.simulator.trace.ShapedTrace;
import io.aifactory.simulator.trace.SharedPromptsTrace;
import io.aifactory.simulator.trace.TraceShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Workloads as they are asked for: a generated one by name, or a file. */
public final class WorkloadSpec {
    /** Published Mooncake traces tick every three seconds. */
    private static final double MOONCAKE_TICK_SECONDS = 3;

    private static final double B2B_REQUESTS_PER_SECOND = 20;

    private WorkloadSpec() {}

    /**
     * @param text {@code synthetic}, {@code bursty}, {@code b2b[:requests per second]}, {@code
     *     mooncake:FILE}, {@code azure:FILE}, or a file whose name ends in .jsonl or .csv
     * @param jitterSeconds by which arrivals of a file are spread; empty = 3 s for Mooncake's,
     *     whose clock ticks so, and none for others; 0 = as they are
     * @throws IllegalArgumentException if there is no such workload
     * @throws io.aifactory.simulator.trace.TraceException if the file is not such a trace
     * @throws IOException if the file cannot be read
     */
    public static Workload parse(String text, OptionalDouble jitterSeconds) throws IOException {
        String[] parts = text.split(":", 2);
        return switch (parts[0]) {
            case "synthetic" -> {
                TraceShape shape = TraceShape.conversation();
                yield new Workload("synthetic", seed -> ShapedTrace.draw(shape, seed));
            }
            case "bursty" -> new Workload("bursty", seed -> ConversationTrace.bursty().draw(seed));
            case "b2b" -> {
                double rate = parts.length == 1 ? B2B_REQUESTS_PER_SECOND : rate(parts[1]);
                yield new Workload(text, seed -> SharedPromptsTrace.b2b(rate).draw(seed));
            }
            case "mooncake" -> mooncake(Path.of(file(text, parts)), jitterSeconds);
            case "azure" -> azure(Path.of(file(text, parts)), jitterSeconds);
            default -> byEnding(text, jitterSeconds);
        };
    }

    private static Workload byEnding(String text, OptionalDouble jitterSeconds) throws IOException {
        if (text.endsWith(".jsonl")) {
            return mooncake(Path.of(text), jitterSeconds);
        }
        if (text.endsWith(".csv")) {
            return azure(Path.of(text), jitterSeconds);
        }
        throw new IllegalArgumentException(
                "unknown trace '%s'; use synthetic, bursty, b2b, b2b:REQUESTS_PER_SECOND, a Mooncake trace (FILE.jsonl or mooncake:FILE) or an Azure trace (FILE.csv or azure:FILE)"
                        .formatted(text.length() > 60 ? text.substring(0, 60) : text));
    }

    private static Workload mooncake(Path file, OptionalDouble jitter) throws IOException {
        return ofFile(file, MooncakeTrace.read(file), jitter.orElse(MOONCAKE_TICK_SECONDS));
    }

    private static Workload azure(Path file, OptionalDouble jitter) throws IOException {
        return ofFile(file, AzureTrace.read(file), jitter.orElse(0));
    }

    private static Workload ofFile(Path file, List<Arrival> arrivals, double jitter) {
        Reshaping.jittered(List.of(), jitter, 0);
        String name = String.valueOf(file.getFileName());
        return new Workload(
                jitter == 0 ? name : name + ", jitter " + jitter + " s",
                seed -> jitter == 0 ? arrivals : Reshaping.jittered(arrivals, jitter, seed));
    }

    private static String file(String text, String[] parts) {
        if (parts.length == 1 || parts[1].isBlank()) {
            throw new IllegalArgumentException(
                    "'" + text + "' names no file; use " + parts[0] + ":FILE");
        }
        return parts[1];
    }

    private static double rate(String text) {
        try {
            double rate = Double.parseDouble(text);
            SharedPromptsTrace.b2b(rate);
            return rate;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "b2b:%s: requests per second are a positive number, for example b2b:20"
                            .formatted(text.length() > 40 ? text.substring(0, 40) : text),
                    e);
        }
    }
}
