package io.aifactory.factory.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.economics.meter.DeclaredPowerModel;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A worker as the engine's benchmark has measured it, in the form that {@code aifactory simulate
 * --model measured:FILE} reads. A pure function of the finding.
 *
 * @param name of the file
 * @param text its lines
 */
public record WorkerFile(String name, String text) {
    /** As fine as workers share beginnings of prompts. */
    private static final int BLOCK_TOKENS = 16;

    private static final double SECONDS_PER_NANO = 1e-9;

    /**
     * @param calibration the finding of one precision
     * @param cores of this machine: energy is estimated by the declared power of its busy ones
     */
    public static WorkerFile of(JsonNode calibration, int cores) {
        JsonNode time = calibration.path("time");
        DeclaredPowerModel power = DeclaredPowerModel.ofCores(cores);
        double watts =
                power.idleWatts()
                        + power.wattsPerBusyCore() * calibration.path("threads").asInt(cores);
        double joulesPerNano = watts * SECONDS_PER_NANO;
        Map<String, Double> values = new TreeMap<>();
        time.properties().forEach(term -> values.put(term.getKey(), term.getValue().asDouble()));
        values.put("stepJoules", time.path("stepNanos").asDouble() * joulesPerNano);
        values.put("decodeJoules", time.path("decodeNanos").asDouble() * joulesPerNano);
        values.put("prefillJoules", time.path("prefillNanos").asDouble() * joulesPerNano);
        values.put("idleWatts", power.idleWatts());
        int sequences = calibration.path("sequences").asInt();
        int slotTokens = calibration.path("slotTokens").asInt();
        values.put("blockTokens", (double) BLOCK_TOKENS);
        values.put("kvBlocks", (double) sequences * Math.ceilDiv(slotTokens, BLOCK_TOKENS));
        values.put("tokenBudget", calibration.path("tokensPerStep").asDouble());
        values.put("maxSequences", (double) sequences);
        String precision = calibration.path("precision").asText().toLowerCase(Locale.ROOT);
        return new WorkerFile(
                precision + ".properties",
                values.entrySet().stream()
                        .map(each -> each.getKey() + "=" + number(each.getValue()))
                        .collect(
                                Collectors.joining(
                                        "\n",
                                        "# energy is estimated, times are measured\n",
                                        "\n")));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
