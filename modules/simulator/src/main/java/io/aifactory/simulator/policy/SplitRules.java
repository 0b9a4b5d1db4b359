package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.disaggregation.Link;
import io.aifactory.schedulercore.disaggregation.PredictedPaths;
import io.aifactory.schedulercore.disaggregation.SplitRule;
import io.aifactory.schedulercore.engine.EngineModel;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.policy.DynamoConditional.Rule;
import java.util.List;

/**
 * All rules for where a prompt is computed, by name; some have a parameter, {@code NAME:NUMBER},
 * which is as published where it is left out.
 */
public final class SplitRules {
    private SplitRules() {}

    /** All names, ours last. */
    public static List<String> names() {
        return List.of(
                "always-local",
                "always-remote",
                "llm-d",
                "dynamo-isl-bounding",
                "dynamo-prefill-load",
                "dynamo-isl-or-load",
                "drift-plus-penalty",
                "predicted-paths");
    }

    /**
     * A fresh rule.
     *
     * @param text a name; {@code llm-d:N} with a threshold in tokens (16), {@code
     *     dynamo-prefill-load:N} and {@code dynamo-isl-or-load:N} with one in steps of the queue
     *     (16)
     * @param model whose budget of a step some count queues in
     * @throws IllegalArgumentException if there is no such rule, or it has no such parameter
     */
    public static SplitRule parse(String text, WorkerModel model, Link link) {
        String[] parts = text.split(":", 2);
        int number = parts.length == 1 ? 16 : number(text, parts[1]);
        double queue = (double) number * model.tokenBudget();
        return switch (parts.length == 1 || hasParameter(parts[0]) ? parts[0] : text) {
            case "always-local" -> new Always(false);
            case "always-remote" -> new Always(true);
            case "llm-d" -> new LlmdThreshold(number, 0);
            case "dynamo-isl-bounding" -> DynamoConditional.defaults(Rule.ISL_BOUNDING, queue);
            case "dynamo-prefill-load" -> DynamoConditional.defaults(Rule.PREFILL_LOAD, queue);
            case "dynamo-isl-or-load" -> DynamoConditional.defaults(Rule.ISL_OR_LOAD, queue);
            case "drift-plus-penalty" -> new DriftPlusPenalty();
            case "predicted-paths" -> new PredictedPaths(new EngineModel(), link);
            default -> throw unknown(text);
        };
    }

    private static boolean hasParameter(String name) {
        return name.equals("llm-d") || (name.startsWith("dynamo-") && name.endsWith("-load"));
    }

    private static int number(String text, String number) {
        try {
            int value = Integer.parseInt(number);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as a negative number is.
        }
        throw unknown(text);
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "unknown rule '%s'; known: %s; llm-d:TOKENS and dynamo-…-load:STEPS take a whole number from 0"
                        .formatted(
                                text.length() > 60 ? text.substring(0, 60) : text,
                                String.join(", ", names())));
    }
}
