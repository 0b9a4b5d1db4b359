package io.aifactory.simulator.elastic;

import io.aifactory.schedulercore.planning.ServiceGoal;
import io.aifactory.schedulercore.planning.WorkerKind;
import io.aifactory.schedulercore.planning.WorkerPoint;
import java.util.Map;
import java.util.Optional;

/**
 * What a fleet is made of.
 *
 * @param engines by precision; what {@link WorkerPoint#precision} may name
 * @param kind cold start and parking of every worker
 * @param goal what a request has to meet to be good
 * @param workers ready at the beginning; at least 0
 * @param point of those
 */
public record ElasticSetup(
        Map<String, ElasticEngine> engines,
        WorkerKind kind,
        ServiceGoal goal,
        int workers,
        WorkerPoint point) {
    private static final int MOST_WORKERS = 100_000;

    public ElasticSetup {
        engines = Map.copyOf(engines);
        if (workers < 0 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "a fleet has 0 to " + MOST_WORKERS + " workers, not " + workers);
        }
        engineOf(engines, point);
    }

    /** The same beginning with another fleet. */
    public ElasticSetup with(int otherWorkers, WorkerPoint otherPoint) {
        return new ElasticSetup(engines, kind, goal, otherWorkers, otherPoint);
    }

    /**
     * The engine of a point.
     *
     * @throws IllegalArgumentException if there is none of that precision
     */
    ElasticEngine engine(WorkerPoint ofPoint) {
        return engineOf(engines, ofPoint);
    }

    private static ElasticEngine engineOf(Map<String, ElasticEngine> engines, WorkerPoint ofPoint) {
        return Optional.ofNullable(engines.get(ofPoint.precision()))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no engine for precision '%s'; there is one for %s"
                                        .formatted(ofPoint.precision(), engines.keySet())));
    }
}
