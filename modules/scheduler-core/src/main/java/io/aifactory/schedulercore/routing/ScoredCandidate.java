package io.aifactory.schedulercore.routing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a policy thought of one candidate.
 *
 * @param workerId the candidate
 * @param terms what was weighed, by name, in the order of importance
 * @param score the smaller the better
 */
public record ScoredCandidate(String workerId, Map<String, Double> terms, double score) {
    public ScoredCandidate {
        terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    }
}
