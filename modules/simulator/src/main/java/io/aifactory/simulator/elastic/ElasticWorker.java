package io.aifactory.simulator.elastic;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.planning.FleetView.Draining;
import io.aifactory.schedulercore.planning.FleetView.Phase;
import io.aifactory.schedulercore.planning.FleetView.Ready;
import io.aifactory.schedulercore.planning.FleetView.Starting;
import io.aifactory.schedulercore.planning.WorkerPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Continuous batching with chunked prefill, as {@link
 * io.aifactory.simulator.engine.SimulatedWorker}: every decoding sequence makes a token in each
 * step, and what is left of the step's tokens goes to prompts in order of arrival. Steps that only
 * decode are one run until the first of them ends or something else happens. Not thread-safe.
 */
final class ElasticWorker {
    /** How many steps are taken together where their time grows with the KV cache. */
    private static final long STEPS_OF_GROWING_TIME = 32;

    private record Chunk(ElasticRequest request, int tokens) {}

    /**
     * Steps of one run.
     *
     * @param count of them
     * @param content of each
     * @param nanos of each, without the pause that a pace asks for
     * @param joules of each without that pause
     */
    record Steps(long count, StepContent content, long nanos, double joules) {}

    /** What a run brought. */
    record Result(Steps steps, List<ElasticRequest> started, List<ElasticRequest> finished) {}

    private enum State {
        STARTING,
        READY,
        DRAINING
    }

    private final String id;
    private final ElasticEngine engine;
    private final PowerLedger ledger;
    private final double startingWatts;
    private final Deque<ElasticRequest> prompts = new ArrayDeque<>();
    private final PriorityQueue<ElasticRequest> decoding =
            new PriorityQueue<>(Comparator.comparingLong(ElasticRequest::lastStep));
    private WorkerPoint point;
    private State state = State.STARTING;
    private long decodeSteps;
    private long kvTokens;
    private long bookedUntil;

    private List<Chunk> chunks = List.of();
    private StepContent content = new StepContent(0, 0, 0);
    private ElasticEngine.Pace pace = new ElasticEngine.Pace(1, 0);
    private double firstLeft;
    private long runSteps;
    private long runStart;
    private long runEnd;
    private int runNumber;

    private double busyNanos;
    private long stepsTaken;

    ElasticWorker(
            String id,
            ElasticEngine engine,
            WorkerPoint point,
            double startingWatts,
            PowerLedger ledger,
            long now) {
        this.id = id;
        this.engine = engine;
        this.point = point;
        this.startingWatts = startingWatts;
        this.ledger = ledger;
        this.bookedUntil = now;
    }

    String id() {
        return id;
    }

    WorkerPoint point() {
        return point;
    }

    Phase phase() {
        return switch (state) {
            case STARTING -> new Starting();
            case READY -> new Ready(inFlight());
            case DRAINING -> new Draining(inFlight());
        };
    }

    boolean takesRequests() {
        return state == State.READY && inFlight() < point.batch();
    }

    boolean isStarting() {
        return state == State.STARTING;
    }

    int inFlight() {
        return prompts.size() + decoding.size();
    }

    boolean isBusy() {
        return runSteps > 0;
    }

    int runNumber() {
        return runNumber;
    }

    long runEnd() {
        return runEnd;
    }

    /** Prompt tokens not computed yet. */
    long pendingPromptTokens() {
        return prompts.stream().mapToLong(ElasticRequest::remainingPrompt).sum();
    }

    /** Mean time of the steps since it was asked last; 0 without any. */
    double takeMeanStepNanos() {
        double mean = stepsTaken == 0 ? 0 : busyNanos / stepsTaken;
        busyNanos = 0;
        stepsTaken = 0;
        return mean;
    }

    /** What the step under way would draw without a cap; 0 if there is none. */
    double wantedWatts() {
        return isBusy() ? engine.pace(content, point.withCap(Double.POSITIVE_INFINITY)).watts() : 0;
    }

    void becomesReady(long now) {
        book(now);
        state = State.READY;
    }

    void drain(boolean draining, long now) {
        book(now);
        state = draining ? State.DRAINING : State.READY;
    }

    /** A request comes; a run that only decodes ends with the step that is under way. */
    void admit(ElasticRequest request, long now) {
        prompts.addLast(request);
        if (isBusy() && runSteps > 1) {
            runSteps = Math.min(runSteps, stepsDone(now) + 1);
            runEnd = boundary(runSteps);
            runNumber++;
        }
    }

    /** Another batch or cap; a step under way goes on at the new pace with what is left of it. */
    void changePoint(WorkerPoint changed, long now) {
        book(now);
        point = changed;
        if (isBusy()) {
            long done = Math.min(runSteps - 1, stepsDone(now));
            double left = Math.clamp((boundary(done + 1) - now) / pace.nanos(), 0, 1);
            take(done);
            runSteps -= done;
            runStart = now;
            firstLeft = left;
            pace = engine.pace(content, point);
            runEnd = boundary(runSteps);
            runNumber++;
        }
    }

    /** Begins to compute what is there, if anything is. */
    void begin(long now) {
        book(now);
        int budget = Math.max(1, engine.tokensPerStep() - decoding.size());
        int prefill = 0;
        List<Chunk> planned = new ArrayList<>();
        for (ElasticRequest request : prompts) {
            int tokens = Math.min(request.remainingPrompt(), budget - prefill);
            if (tokens == 0) {
                break;
            }
            planned.add(new Chunk(request, tokens));
            prefill += tokens;
        }
        chunks = planned;
        content = new StepContent(decoding.size(), prefill, kvTokens, 0, planned.size());
        ElasticRequest first = decoding.peek();
        if (prefill > 0) {
            runSteps = 1;
        } else if (first != null) {
            long whole = first.lastStep() - decodeSteps;
            boolean growing = engine.time().kvTokenNanos() > 0;
            runSteps = growing ? Math.min(whole, STEPS_OF_GROWING_TIME) : whole;
        } else {
            runSteps = 0;
            return;
        }
        pace = engine.pace(content, point);
        firstLeft = 1;
        runStart = now;
        runEnd = boundary(runSteps);
        runNumber++;
    }

    /** Ends the run. */
    Result end(long now) {
        book(now);
        take(runSteps);
        Steps steps = steps();
        runSteps = 0;
        List<ElasticRequest> started = new ArrayList<>();
        List<ElasticRequest> finished = new ArrayList<>();
        ElasticRequest first = decoding.peek();
        while (first != null && first.lastStep() <= decodeSteps) {
            finished.add(decoding.remove());
            first = decoding.peek();
        }
        for (Chunk chunk : chunks) {
            kvTokens += chunk.tokens();
            if (chunk.request().prefill(chunk.tokens())) {
                prompts.removeFirst();
                kvTokens++;
                chunk.request().started(now, decodeSteps);
                started.add(chunk.request());
                if (chunk.request().lastStep() <= decodeSteps) {
                    finished.add(chunk.request());
                } else {
                    decoding.add(chunk.request());
                }
            }
        }
        for (ElasticRequest request : finished) {
            request.finished(now);
            kvTokens -= (long) request.arrival().promptTokens() + request.arrival().outputTokens();
        }
        return new Result(steps, started, finished);
    }

    private Steps steps() {
        ElasticEngine.Pace own = engine.pace(content, point.withPace(0));
        return new Steps(
                runSteps, content, Math.round(own.nanos()), own.watts() * own.nanos() / 1e9);
    }

    /** Writes down what was drawn until now. */
    void book(long now) {
        if (state == State.STARTING) {
            ledger.add(bookedUntil, now, startingWatts, PowerLedger.Use.STARTING);
        } else if (isBusy()) {
            ledger.add(bookedUntil, now, pace.watts(), PowerLedger.Use.STEPS);
        } else {
            ledger.add(bookedUntil, now, engine.energy().idleWatts(), PowerLedger.Use.IDLE);
        }
        bookedUntil = now;
    }

    private void take(long steps) {
        decodeSteps += content.decodeSequences() > 0 ? steps : 0;
        kvTokens += steps * content.decodeSequences();
        busyNanos += steps * pace.nanos();
        stepsTaken += steps;
    }

    /** When so many steps of the run are over. */
    private long boundary(long steps) {
        return steps == 0
                ? runStart
                : runStart + Math.max(1, Math.round(pace.nanos() * (firstLeft + steps - 1)));
    }

    private long stepsDone(long now) {
        long done = Math.max(0, (long) ((now - runStart) / pace.nanos() + 1 - firstLeft) - 1);
        while (done < runSteps && boundary(done + 1) <= now) {
            done++;
        }
        return done;
    }
}
