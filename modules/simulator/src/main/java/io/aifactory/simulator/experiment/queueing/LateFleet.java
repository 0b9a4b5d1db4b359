package io.aifactory.simulator.experiment.queueing;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.simulator.engine.SimulatedSequence;
import io.aifactory.simulator.engine.SimulatedWorker;
import io.aifactory.simulator.engine.WorkerListener;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Simulated workers that are given requests one by one, when they have room. Used once. */
final class LateFleet implements WorkerListener {
    /** What a step used, and when it ended. */
    interface Meter {
        void step(long endNanos, long nanos, double joules);
    }

    /** Equal times keep the order in which the events were made. */
    private record StepEnd(long nanos, long order, int worker) {}

    private final WorkerModel model;
    private final Desk desk;
    private final Meter meter;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final PriorityQueue<StepEnd> stepEnds =
            new PriorityQueue<>(
                    Comparator.comparingLong(StepEnd::nanos).thenComparingLong(StepEnd::order));
    private final long[] clock;
    private final int[] inFlight;
    private final long[] pendingPrompt;
    private final List<Integer> workerOf = new ArrayList<>();
    private long events;

    LateFleet(WorkerModel model, int number, Desk desk, Meter meter) {
        this.model = model;
        this.desk = desk;
        this.meter = meter;
        this.clock = new long[number];
        this.inFlight = new int[number];
        this.pendingPrompt = new long[number];
        IntStream.range(0, number).forEach(i -> workers.add(new SimulatedWorker(i, model, this)));
    }

    /**
     * Lets every request of the trace run to its end, and whatever the desk adds.
     *
     * @return when the last of them ended
     */
    long run(List<Arrival> arrivals) {
        long now = 0;
        int next = 0;
        while (next < arrivals.size() || !stepEnds.isEmpty() || desk.wakeNanos() < Long.MAX_VALUE) {
            long arrival = next < arrivals.size() ? arrivals.get(next).nanos() : Long.MAX_VALUE;
            long end = stepEnds.isEmpty() ? Long.MAX_VALUE : stepEnds.element().nanos();
            long outside = Math.min(arrival, desk.wakeNanos());
            if (outside < end) {
                now = Math.max(now, outside);
                if (arrival <= outside) {
                    desk.arrived(sequence(arrivals.get(next++)), now);
                }
                desk.fill(this, now);
            } else {
                now = end;
                StepEnd ended = stepEnds.remove();
                SimulatedWorker worker = workers.get(ended.worker());
                later(ended.worker(), worker.endStep(now, desk.waits() ? now : outside));
                desk.fill(this, now);
            }
        }
        return now;
    }

    /** Of a request whose prompt shares nothing with others. */
    SimulatedSequence sequence(Arrival arrival) {
        long id = workerOf.size();
        workerOf.add(-1);
        long[] own = new long[model.blocksFor(arrival.promptTokens())];
        Arrays.setAll(own, i -> id << 24 | i);
        return new SimulatedSequence((int) id, arrival, new PromptBlocks(model.blockTokens(), own));
    }

    int workers() {
        return workers.size();
    }

    WorkerModel model() {
        return model;
    }

    int inFlight(int worker) {
        return inFlight[worker];
    }

    /** Prompt tokens sent to it whose first token has not come. */
    long pendingPrompt(int worker) {
        return pendingPrompt[worker];
    }

    int workerOf(SimulatedSequence sequence) {
        return workerOf.get(sequence.id());
    }

    void submit(int worker, SimulatedSequence sequence, long nowNanos) {
        workerOf.set(sequence.id(), worker);
        inFlight[worker]++;
        pendingPrompt[worker] += sequence.arrival().promptTokens();
        workers.get(worker).submit(sequence);
        if (!workers.get(worker).isBusy()) {
            clock[worker] = nowNanos;
            long nanos = workers.get(worker).beginStep();
            later(worker, nanos == 0 ? -1 : nowNanos + nanos);
        }
    }

    @Override
    public void firstToken(SimulatedSequence sequence, long nowNanos) {
        pendingPrompt[workerOf(sequence)] -= sequence.arrival().promptTokens();
        desk.firstToken(sequence);
    }

    @Override
    public void finished(SimulatedSequence sequence, long nowNanos) {
        inFlight[workerOf(sequence)]--;
        desk.finished(sequence);
    }

    @Override
    public void step(int worker, StepContent content, long nanos, double joules) {
        clock[worker] += nanos;
        meter.step(clock[worker], nanos, joules);
    }

    @Override
    public void stored(int worker, PromptBlocks blocks, int from, int to) {}

    @Override
    public void removed(int worker, long hash) {}

    private void later(int worker, long endNanos) {
        if (endNanos >= 0) {
            stepEnds.add(new StepEnd(endNanos, events++, worker));
        }
    }
}
