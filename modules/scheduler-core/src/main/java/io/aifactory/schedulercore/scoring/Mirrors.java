package io.aifactory.schedulercore.scoring;

import io.aifactory.schedulercore.load.LengthSketch;
import io.aifactory.schedulercore.load.OutputLengths;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.RequestFeatures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The mirrors of all workers, and which request is on which of them. */
final class Mirrors {
    private record Place(WorkerMirror worker, LiveRequest request) {}

    private final OutputLengths lengths;
    private final Map<String, WorkerMirror> workers = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    Mirrors(OutputLengths lengths) {
        this.lengths = lengths;
    }

    WorkerMirror of(String workerId) {
        return Objects.requireNonNull(workers.computeIfAbsent(workerId, id -> new WorkerMirror()));
    }

    /** Lengths of the outputs of a request's class. */
    LengthSketch lengths(RequestFeatures request) {
        return lengths.of(request.model(), request.tenant());
    }

    void sent(String workerId, LiveRequest request) {
        WorkerMirror worker = of(workerId);
        Place before = places.put(request.features.requestId(), new Place(worker, request));
        if (before != null) {
            before.worker().ended(before.request());
        }
        worker.sent(request);
    }

    @Nullable LiveRequest firstToken(String requestId, long nowNanos) {
        Place place = places.get(requestId);
        if (place == null) {
            return null;
        }
        place.worker().firstToken(place.request(), nowNanos);
        return place.request();
    }

    /** The request, if it was there. */
    @Nullable LiveRequest ended(String requestId, int outputTokens) {
        LiveRequest request = abandoned(requestId);
        if (request != null) {
            RequestFeatures features = request.features;
            lengths.finished(features.model(), features.tenant(), outputTokens);
        }
        return request;
    }

    /** The same of one that would have become longer. */
    @Nullable LiveRequest abandoned(String requestId) {
        Place place = places.remove(requestId);
        if (place == null) {
            return null;
        }
        place.worker().ended(place.request());
        return place.request();
    }

    void gone(String workerId) {
        WorkerMirror worker = workers.remove(workerId);
        if (worker != null) {
            places.values().removeIf(place -> place.worker() == worker);
        }
    }

    /**
     * Whoever books the load knows of the end of requests that nobody told of here: the oldest are
     * taken to have ended until both agree, so that no lost event stays for ever.
     *
     * @return requests that were given up, by id
     */
    List<String> agree(List<Candidate> candidates) {
        List<String> lost = List.of();
        for (int i = 0; i < candidates.size(); i++) {
            WorkerMirror worker = of(candidates.get(i).workerId());
            while (worker.count() > candidates.get(i).load().sequences()) {
                LiveRequest oldest = worker.oldest();
                worker.ended(oldest);
                places.remove(oldest.features.requestId());
                lost = lost.isEmpty() ? new java.util.ArrayList<>() : lost;
                lost.add(oldest.features.requestId());
            }
        }
        return lost;
    }
}
