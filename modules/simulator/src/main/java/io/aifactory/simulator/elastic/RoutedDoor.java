package io.aifactory.simulator.elastic;

import io.aifactory.schedulercore.fleet.Fleet;
import io.aifactory.schedulercore.load.WorkerReport;
import io.aifactory.schedulercore.prefix.IndexLimits;
import io.aifactory.schedulercore.prefix.IndexedPrefixes;
import io.aifactory.schedulercore.prefix.PrefixIndex;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The classes behind the real front door: a policy and its books. */
final class RoutedDoor implements Door {
    private static final String TENANT = "anonymous";
    private static final String MODEL = "simulated";

    private final Fleet fleet;

    RoutedDoor(Router router) {
        this.fleet =
                new Fleet(
                        router,
                        new IndexedPrefixes(
                                new PrefixIndex(
                                        IndexLimits.DEFAULT, PrefixIndex.SPECULATIVE_TTL_NANOS)));
    }

    @Override
    public void reported(ElasticWorker worker) {
        fleet.reported(worker.id(), new WorkerReport(worker.point().batch(), worker.inFlight(), 0));
    }

    @Override
    public void gone(ElasticWorker worker) {
        fleet.gone(worker.id());
    }

    @Override
    public ElasticWorker choose(ElasticRequest request, List<ElasticWorker> free, long now) {
        Map<String, ElasticWorker> byId = new HashMap<>();
        free.forEach(worker -> byId.put(worker.id(), worker));
        RequestFeatures features =
                new RequestFeatures(
                        request.id(),
                        TENANT,
                        MODEL,
                        request.arrival().promptTokens(),
                        request.arrival().outputTokens());
        List<Candidate> candidates =
                fleet.candidates(features).stream()
                        .filter(c -> byId.containsKey(c.workerId()))
                        .toList();
        String chosen = fleet.route(features, candidates, now).chosen();
        return Objects.requireNonNull(byId.get(chosen));
    }

    @Override
    public void firstToken(ElasticRequest request, long now) {
        fleet.firstToken(request.id(), now);
    }

    @Override
    public void finished(ElasticRequest request, long now) {
        fleet.finished(request.id(), request.arrival().outputTokens(), now);
    }
}
