package io.aifactory.schedulercore.routing;

import java.util.Collections;
import java.util.Map;

/**
 * What a policy thought of one candidate.
 *
 * @param workerId the candidate
 * @param terms what was weighed, by name, in the order of importance; whoever hands them over does
 *     not change them any more, because a copy for each candidate would take longer than the
 *     decision
 * @param score the smaller the better
 */
public record ScoredCandidate(String workerId, Map<String, Double> terms, double score) {
    public ScoredCandidate {
        terms = Collections.unmodifiableMap(terms);
    }
}
