package io.aifactory.schedulercore.fleet;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.load.LoadBook;
import io.aifactory.schedulercore.load.LoadBook.Assignment;
import io.aifactory.schedulercore.load.OutputLengths;
import io.aifactory.schedulercore.load.Placement;
import io.aifactory.schedulercore.load.WorkerLoad;
import io.aifactory.schedulercore.load.WorkerReport;
import io.aifactory.schedulercore.prefix.PrefixLookup;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.schedulercore.routing.RoutingEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Workers, what is known of them, and the policy that chooses between them. Events of requests and
 * workers that are not known are passed over: they came too late. Not thread-safe.
 */
public final class Fleet {
    private record Running(String workerId, Assignment assignment, RequestFeatures request) {}

    private final Router router;
    private final PrefixLookup prefixes;
    private final LoadBook book = new LoadBook(1);
    private final OutputLengths outputs = new OutputLengths();
    private final List<String> workerIds = new ArrayList<>();
    private final Map<String, Running> running = new HashMap<>();

    /**
     * @param router chooses, and is told what came of it
     * @param prefixes empty at the start
     */
    public Fleet(Router router, PrefixLookup prefixes) {
        this.router = router;
        this.prefixes = prefixes;
    }

    /** A worker has said how it is; with its first report it joins. */
    public void reported(String workerId, WorkerReport report) {
        reported(workerId, report, book.inFlight(workerId));
    }

    /**
     * The same, where time went by between the question and the answer.
     *
     * @param inFlightWhenAsked {@link #inFlight(String)} at the time of the question
     */
    public void reported(String workerId, WorkerReport report, int inFlightWhenAsked) {
        if (!workerIds.contains(workerId)) {
            workerIds.add(workerId);
        }
        book.reported(workerId, report, inFlightWhenAsked);
    }

    /** A worker is gone; the requests on it are to be routed again. */
    public void gone(String workerId) {
        if (workerIds.remove(workerId)) {
            book.forget(workerId);
            prefixes.dropped(workerId);
            running.values().removeIf(r -> r.workerId().equals(workerId));
            router.observed(new RoutingEvent.WorkerGone(workerId));
        }
    }

    /** Workers in the order in which they joined. */
    public List<String> workerIds() {
        return List.copyOf(workerIds);
    }

    /** How busy a worker is that has reported. */
    public WorkerLoad load(String workerId) {
        return book.load(workerId);
    }

    /**
     * Time went by: predictions of what workers hold whose time is over count no more. To be told
     * before {@link #candidates}, so that those are of now.
     */
    public void passed(long nowNanos) {
        prefixes.expire(nowNanos);
    }

    /** All workers as candidates for a request. */
    public List<Candidate> candidates(RequestFeatures request) {
        return candidates(request, workerIds);
    }

    /**
     * These workers as candidates for a request.
     *
     * @param among some of {@link #workerIds}
     */
    public List<Candidate> candidates(RequestFeatures request, List<String> among) {
        PromptBlocks blocks = request.blocks();
        int usable = blocks.usable(request.promptTokens());
        int[] held = prefixes.heldBlocks(among, blocks, usable);
        List<Candidate> candidates = new ArrayList<>(among.size());
        for (int i = 0; i < held.length; i++) {
            String id = among.get(i);
            candidates.add(new Candidate(id, book.load(id), held[i] * blocks.blockTokens()));
        }
        return candidates;
    }

    /**
     * Chooses between all workers and books the request on the chosen one.
     *
     * @throws IllegalArgumentException if there is no worker
     */
    public DecisionRecord route(RequestFeatures request, long nowNanos) {
        passed(nowNanos);
        return route(request, candidates(request), nowNanos);
    }

    /**
     * Chooses between these candidates and books the request on the chosen one.
     *
     * @param candidates some of {@link #candidates}
     * @throws IllegalArgumentException if there is none
     */
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        DecisionRecord decision = router.route(request, candidates, nowNanos);
        int cached =
                candidates.stream()
                        .filter(c -> c.workerId().equals(decision.chosen()))
                        .mapToInt(Candidate::cachedTokens)
                        .findFirst()
                        .orElse(0);
        Placement placement =
                new Placement(
                        request.promptTokens(), cached, request.blocks(), expectedOutput(request));
        running.put(
                request.requestId(),
                new Running(
                        decision.chosen(),
                        book.assign(decision.chosen(), placement, nowNanos),
                        request));
        predicted(decision.chosen(), request, nowNanos);
        return decision;
    }

    /** The hint, else what is expected of its class; at most what the request allows. */
    private double expectedOutput(RequestFeatures request) {
        int most = Math.max(0, request.maxTokens());
        if (request.expectedOutput().isPresent()) {
            return Math.clamp(request.expectedOutput().getAsInt(), 0, most);
        }
        return Math.min(most, outputs.of(request.model(), request.tenant()).expectedRemaining(0));
    }

    /** The prompt of a request is computed; its worker holds it at least from now on. */
    public void firstToken(String requestId, long nowNanos) {
        Running request = running.get(requestId);
        if (request != null) {
            request.assignment().firstToken();
            predicted(request.workerId(), request.request(), nowNanos);
            router.observed(new RoutingEvent.FirstToken(requestId, request.workerId(), nowNanos));
        }
    }

    private void predicted(String workerId, RequestFeatures request, long nowNanos) {
        PromptBlocks blocks = request.blocks();
        prefixes.predicted(workerId, blocks, blocks.usable(request.promptTokens()), nowNanos);
    }

    /**
     * Another worker computes the prompt of a request that is booked: from now on it is none of
     * those that its own worker has to compute.
     */
    public void promptElsewhere(String requestId) {
        Running request = running.get(requestId);
        if (request != null) {
            request.assignment().firstToken();
        }
    }

    /** A request has ended, in whatever way. */
    public void finished(String requestId, int outputTokens, long nowNanos) {
        Running request = running.remove(requestId);
        if (request != null) {
            request.assignment().release();
            outputs.finished(request.request().model(), request.request().tenant(), outputTokens);
            router.observed(
                    new RoutingEvent.Finished(
                            requestId, request.workerId(), outputTokens, nowNanos));
        }
    }

    /** A request has left its worker before its end; nothing is learned from its length. */
    public void abandoned(String requestId) {
        Running request = running.remove(requestId);
        if (request != null) {
            request.assignment().release();
            router.observed(new RoutingEvent.Abandoned(requestId, request.workerId()));
        }
    }

    /** A worker has done a step. */
    public void step(String workerId, StepContent content, long nanos, double joules) {
        router.observed(new RoutingEvent.StepObserved(workerId, content, nanos, joules));
    }

    /** A worker has computed the blocks from (inclusive) to (exclusive) of a prompt. */
    public void stored(String workerId, PromptBlocks blocks, int from, int to) {
        prefixes.stored(workerId, blocks, from, to);
    }

    /** A worker has dropped a block. */
    public void removed(String workerId, long sequenceHash) {
        prefixes.removed(workerId, sequenceHash);
    }

    /** A worker holds nothing any more. */
    public void cleared(String workerId) {
        prefixes.dropped(workerId);
    }

    /** Requests in flight on this worker. */
    public int inFlight(String workerId) {
        return book.inFlight(workerId);
    }

    /** Requests in flight. */
    public int inFlight() {
        return running.size();
    }
}
