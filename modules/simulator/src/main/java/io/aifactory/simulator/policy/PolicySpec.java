package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Router;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A policy as it is asked for: {@code NAME[:PARAMETER=NUMBER]…}.
 *
 * @param text as it was written; its name in tables
 * @param entry of the catalogue
 * @param parameters all of them, those not mentioned as shipped
 */
public record PolicySpec(String text, PolicyEntry entry, Map<String, Double> parameters) {
    public PolicySpec {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * @throws IllegalArgumentException if there is no such policy or parameter, or a value is none
     */
    public static PolicySpec parse(String text) {
        String[] parts = text.strip().split(":", -1);
        PolicyEntry entry = PolicyCatalog.named(parts[0]);
        Map<String, Double> parameters = new LinkedHashMap<>(entry.defaults());
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            if (pair.length != 2 || !parameters.containsKey(pair[0])) {
                throw new IllegalArgumentException(
                        "policy '%s' has no parameter '%s'; it has %s"
                                .formatted(
                                        entry.name(),
                                        pair[0],
                                        parameters.isEmpty() ? "none" : entry.defaults()));
            }
            parameters.put(pair[0], number(text, pair));
        }
        return new PolicySpec(text.strip(), entry, parameters);
    }

    /**
     * A fresh policy.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public Router make(PolicyContext context) {
        try {
            return entry.maker().make(parameters, context);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("policy '" + text + "': " + e.getMessage(), e);
        }
    }

    private static double number(String text, String[] pair) {
        try {
            double value = Double.parseDouble(pair[1]);
            if (!Double.isNaN(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as NaN is.
        }
        throw new IllegalArgumentException(
                "policy '%s': %s must be a number, not '%s'".formatted(text, pair[0], pair[1]));
    }
}
