package io.aifactory.scheduler.decisions;

import io.aifactory.scheduler.generation.GenerationPorts.DecisionListener;
import io.aifactory.schedulercore.routing.DecisionRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The routing decisions of the last requests. Thread-safe. */
public final class DecisionLog implements DecisionListener {
    /**
     * One decision.
     *
     * @param sequence index within the request
     * @param attempt 0 for the first, more after a worker was lost
     */
    public record Decision(Instant at, int sequence, int attempt, DecisionRecord decision) {}

    private final int requestsKept;
    private final Clock clock;
    private final Map<String, List<Decision>> requests = new LinkedHashMap<>();

    /** To which request each sequence belongs that is kept. */
    private final Map<String, String> requestOf = new HashMap<>();

    public DecisionLog(int requestsKept, Clock clock) {
        this.requestsKept = requestsKept;
        this.clock = clock;
    }

    @Override
    public synchronized void decided(
            String requestId, int sequence, int attempt, DecisionRecord decision) {
        Objects.requireNonNull(requests.computeIfAbsent(requestId, id -> new ArrayList<>()))
                .add(new Decision(clock.instant(), sequence, attempt, decision));
        requestOf.put(decision.request().requestId(), requestId);
        var oldest = requests.values().iterator();
        while (requests.size() > requestsKept) {
            oldest.next().forEach(d -> requestOf.remove(d.decision().request().requestId()));
            oldest.remove();
        }
    }

    /** A sequence has ended, and its decision has an outcome; passed over if it is not kept. */
    public synchronized void completed(DecisionRecord withOutcome) {
        String sequenceId = withOutcome.request().requestId();
        List<Decision> decisions =
                requests.getOrDefault(requestOf.getOrDefault(sequenceId, ""), List.of());
        for (int i = 0; i < decisions.size(); i++) {
            Decision each = decisions.get(i);
            if (each.decision().request().requestId().equals(sequenceId)) {
                decisions.set(
                        i, new Decision(each.at(), each.sequence(), each.attempt(), withOutcome));
            }
        }
    }

    /** The decisions of a request in the order in which they fell; empty if it is not known. */
    public synchronized Optional<List<Decision>> of(String requestId) {
        return Optional.ofNullable(requests.get(requestId)).map(List::copyOf);
    }
}
