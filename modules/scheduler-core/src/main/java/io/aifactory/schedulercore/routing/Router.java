package io.aifactory.schedulercore.routing;

import java.util.List;

/** A routing policy. Not thread-safe; may keep state such as a turn or a random source. */
public interface Router {
    /** Its name in records and configuration, for example {@code least-loaded}. */
    String policy();

    /**
     * Chooses one of the candidates.
     *
     * @param candidates at least one, in a stable order
     * @throws IllegalArgumentException if there are none
     */
    DecisionRecord route(RequestFeatures request, List<Candidate> candidates);
}
