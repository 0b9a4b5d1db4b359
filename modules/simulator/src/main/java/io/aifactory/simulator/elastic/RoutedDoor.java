package io.aifactory.simulator.elastic;

import io.aifactory.schedulercore.fleet.Fleet;
import io.aifactory.schedulercore.load.WorkerReport;
import io.aifactory.schedulercore.planning.ServiceGoal;
import io.aifactory.schedulercore.prefix.IndexLimits;
import io.aifactory.schedulercore.prefix.IndexedPrefixes;
import io.aifactory.schedulercore.prefix.PrefixIndex;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.schedulercore.routing.Slo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** The classes behind the real front door: a policy and its books. */
final class RoutedDoor implements Door {
    private static final String TENANT = "anonymous";
    private static final String MODEL = "simulated";

    /** What a client allows; how long an answer will be, no policy is told. */
    private static final int LONGEST_OUTPUT = 4_096;

    private final Fleet fleet;
    private final Slo slo;

    RoutedDoor(Router router, ServiceGoal goal) {
        this.slo = new Slo(goal.ttftMillis(), goal.itlMillis());
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
                        LONGEST_OUTPUT,
                        PromptBlocks.NONE,
                        slo,
                        OptionalInt.empty());
        List<Candidate> candidates =
                fleet.candidates(features).stream()
                        .filter(c -> byId.containsKey(c.workerId()))
                        .toList();
        String chosen = fleet.route(features, candidates, now).chosen();
        return Objects.requireNonNull(byId.get(chosen));
    }

    @Override
    public void stepped(ElasticWorker worker, ElasticWorker.Steps steps) {
        for (long i = 0; i < steps.count(); i++) {
            fleet.step(worker.id(), steps.content(), steps.nanos(), steps.joules());
        }
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
