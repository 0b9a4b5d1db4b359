package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.RoutingEvent;
import java.util.HashMap;
import java.util.Map;

/** Which prompt blocks the requests in flight on each worker use, kept by the router alone. */
final class ActiveBlocks {
    private record Placed(String workerId, PromptBlocks blocks) {}

    private final Map<String, Map<Long, Integer>> workers = new HashMap<>();
    private final Map<String, Placed> requests = new HashMap<>();

    void placed(RequestFeatures request, String workerId) {
        requests.put(request.requestId(), new Placed(workerId, request.blocks()));
        Map<Long, Integer> uses = workers.computeIfAbsent(workerId, id -> new HashMap<>());
        for (int i = 0; i < request.blocks().count(); i++) {
            uses.merge(request.blocks().hash(i), 1, Integer::sum);
        }
    }

    void observed(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.Finished finished -> left(finished.requestId());
            case RoutingEvent.Abandoned abandoned -> left(abandoned.requestId());
            case RoutingEvent.WorkerGone gone -> {
                workers.remove(gone.workerId());
                requests.values().removeIf(p -> p.workerId().equals(gone.workerId()));
            }
            case RoutingEvent.FirstToken _, RoutingEvent.StepObserved _ -> {}
        }
    }

    private void left(String requestId) {
        Placed placed = requests.remove(requestId);
        if (placed != null) {
            released(placed);
        }
    }

    /** Different blocks of all requests in flight there. */
    int count(String workerId) {
        return workers.getOrDefault(workerId, Map.of()).size();
    }

    /** Blocks of this request that none in flight there uses. */
    int additional(RequestFeatures request, String workerId) {
        Map<Long, Integer> uses = workers.getOrDefault(workerId, Map.of());
        int additional = 0;
        for (int i = 0; i < request.blocks().count(); i++) {
            additional += uses.containsKey(request.blocks().hash(i)) ? 0 : 1;
        }
        return additional;
    }

    private void released(Placed placed) {
        Map<Long, Integer> uses = workers.getOrDefault(placed.workerId(), new HashMap<>());
        for (int i = 0; i < placed.blocks().count(); i++) {
            uses.computeIfPresent(
                    placed.blocks().hash(i), (hash, count) -> count == 1 ? null : count - 1);
        }
    }
}
