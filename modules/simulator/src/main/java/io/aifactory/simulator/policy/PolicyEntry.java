package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Router;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One policy of the catalogue.
 *
 * @param name as it is asked for
 * @param about what it does, in a line
 * @param defaults its parameters and their values as shipped
 * @param maker makes a fresh one
 */
public record PolicyEntry(String name, String about, Map<String, Double> defaults, Maker maker) {
    /** Makes a policy. */
    public interface Maker {
        /**
         * @param parameters a value for each of the defaults
         * @throws IllegalArgumentException if a value is out of range
         */
        Router make(Map<String, Double> parameters, PolicyContext context);
    }

    public PolicyEntry {
        defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
    }
}
