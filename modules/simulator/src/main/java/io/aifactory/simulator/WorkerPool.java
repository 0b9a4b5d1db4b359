package io.aifactory.simulator;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.fleet.Fleet;
import io.aifactory.schedulercore.prefix.IndexedPrefixes;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.engine.SimulatedSequence;
import io.aifactory.simulator.engine.SimulatedWorker;
import io.aifactory.simulator.engine.WorkerListener;
import io.aifactory.simulator.model.WorkerModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Equal workers and the router in front of them; workers tell the router's books what they do, as
 * live ones would. Not thread-safe.
 */
public final class WorkerPool {
    /** Port: what the workers of a pool tell beside the books. */
    public interface Listener {
        /** The first token of a request has come. */
        void firstToken(String workerId, SimulatedSequence sequence, long nowNanos);

        /** The last token of a request has come. */
        void finished(String workerId, SimulatedSequence sequence, long nowNanos);

        /** A step has ended. */
        default void step(String workerId, StepContent content, long nanos) {}
    }

    private final Fleet fleet;
    private final CacheNews news;
    private final Listener listener;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final StepClock stepEnds;
    private long now;

    /** Whose caches are known at once. */
    public WorkerPool(String name, int size, WorkerModel model, Router router, Listener listener) {
        this(name, size, model, CacheView.TRUE, router, listener);
    }

    /**
     * @param name its workers are called so, with a number
     * @param size workers; at least 1
     * @param view what the router knows of their caches
     */
    public WorkerPool(
            String name,
            int size,
            WorkerModel model,
            CacheView view,
            Router router,
            Listener listener) {
        this.fleet = new Fleet(router, new IndexedPrefixes(view.index(size, model.kvBlocks())));
        this.news = new CacheNews(fleet, view.delayNanos());
        this.listener = listener;
        this.stepEnds = new StepClock(size);
        for (int i = 0; i < size; i++) {
            String id = name + "-" + i;
            workers.add(new SimulatedWorker(i, model, new Books(id)));
            ids.add(id);
            numbers.put(id, i);
        }
        reportAll();
    }

    /** All workers, as they are at the latest event. */
    public List<Candidate> candidates(RequestFeatures request) {
        return candidates(request, now);
    }

    /** All workers, as they are now. */
    public List<Candidate> candidates(RequestFeatures request, long nowNanos) {
        news.deliver(nowNanos);
        reportAll();
        return fleet.candidates(request);
    }

    /**
     * Chooses a worker and books the request on it; {@link #submit} brings it there.
     *
     * @param candidates some of {@link #candidates}
     * @return who was chosen
     */
    public Candidate route(RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        String chosen = fleet.route(request, candidates, nowNanos).chosen();
        return candidates.stream()
                .filter(c -> c.workerId().equals(chosen))
                .findFirst()
                .orElseThrow();
    }

    /** Another worker computes the prompt of a request that is booked here. */
    public void promptElsewhere(RequestFeatures request) {
        fleet.promptElsewhere(request.requestId());
    }

    /** A request comes to the worker that it is booked on. */
    public void submit(String workerId, SimulatedSequence sequence, long nowNanos) {
        int number = Objects.requireNonNull(numbers.get(workerId));
        SimulatedWorker worker = workers.get(number);
        now = nowNanos;
        worker.submit(sequence);
        if (!worker.isBusy()) {
            stepEnds.add(number, nowNanos + worker.beginStep());
        }
    }

    /** When the next step ends; {@link Long#MAX_VALUE} if none is under way. */
    public long nextStepEndNanos() {
        return stepEnds.earliest();
    }

    /**
     * Ends the step that ends next.
     *
     * @param untilNanos nothing is submitted before
     */
    public void endStep(long untilNanos) {
        now = stepEnds.earliest();
        int number = stepEnds.poll();
        long next = workers.get(number).endStep(now, untilNanos);
        if (next >= 0) {
            stepEnds.add(number, next);
        }
    }

    /** In their order. */
    public List<SimulatedWorker> workers() {
        return List.copyOf(workers);
    }

    private void reportAll() {
        for (int i = 0; i < ids.size(); i++) {
            fleet.reported(ids.get(i), workers.get(i).report());
        }
    }

    private final class Books implements WorkerListener {
        private final String id;

        private Books(String id) {
            this.id = id;
        }

        @Override
        public void firstToken(SimulatedSequence sequence, long nowNanos) {
            fleet.firstToken(Integer.toString(sequence.id()), nowNanos);
            listener.firstToken(id, sequence, nowNanos);
        }

        @Override
        public void finished(SimulatedSequence sequence, long nowNanos) {
            fleet.finished(
                    Integer.toString(sequence.id()), sequence.arrival().outputTokens(), nowNanos);
            listener.finished(id, sequence, nowNanos);
        }

        @Override
        public void step(int worker, StepContent content, long nanos, double joules) {
            fleet.step(id, content, nanos, joules);
            listener.step(id, content, nanos);
        }

        @Override
        public void stored(int worker, PromptBlocks blocks, int from, int to) {
            news.stored(id, blocks, from, to, now);
        }

        @Override
        public void removed(int worker, long hash) {
            news.removed(id, hash, now);
        }
    }
}
