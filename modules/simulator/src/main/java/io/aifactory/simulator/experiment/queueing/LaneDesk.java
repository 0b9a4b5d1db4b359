package io.aifactory.simulator.experiment.queueing;

import io.aifactory.economics.carbon.SignalForecast;
import io.aifactory.economics.carbon.TimeSeries;
import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.batchlane.BatchJob;
import io.aifactory.schedulercore.batchlane.LaneForecast;
import io.aifactory.schedulercore.batchlane.LanePlan;
import io.aifactory.schedulercore.batchlane.LaneSettings;
import io.aifactory.simulator.engine.SimulatedSequence;
import io.aifactory.simulator.experiment.queueing.Day.Batch;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Interactive requests go to a worker at once; batches when the lane says so, if at all. */
final class LaneDesk implements Desk {
    /** What becomes of batches. */
    enum Mode {
        /** There are none. */
        NONE,
        /** Every request at once, as if it were interactive. */
        UNGATED,
        /** As soon as workers are free of interactive work. */
        AT_ONCE,
        /** On free workers in clean hours. */
        CLEAN
    }

    private static final class Open {
        private final Batch batch;
        private final Deque<Arrival> left;
        private int running;

        Open(Batch batch) {
            this.batch = batch;
            this.left = new ArrayDeque<>(batch.requests());
        }
    }

    private final Mode mode;
    private final LaneHeadroom headroom;
    private final TimeSeries signal;
    private final Deque<Batch> coming;
    private final List<Open> open = new ArrayList<>();
    private final Map<SimulatedSequence, Open> batchOf = new HashMap<>();
    private final Deque<SimulatedSequence> arrived = new ArrayDeque<>();
    private final List<SimulatedSequence> interactive = new ArrayList<>();
    private final int[] batchOn;
    private int lanes;
    private int arrivedInSlot;
    private long slotBeganNanos;
    private long nextSlotNanos;
    private double allowance;
    private int missed;
    private int done;
    private long nowNanos;
    private final ToIntFunction<SimulatedSequence> workerOf;

    LaneDesk(
            Mode mode,
            LaneHeadroom headroom,
            TimeSeries signal,
            List<Batch> batches,
            int workers,
            ToIntFunction<SimulatedSequence> workerOf) {
        this.mode = mode;
        this.headroom = headroom;
        this.signal = signal;
        this.coming = new ArrayDeque<>(mode == Mode.NONE ? List.of() : batches);
        this.batchOn = new int[workers];
        this.workerOf = workerOf;
    }

    /** The requests that were not of a batch. */
    List<SimulatedSequence> interactive() {
        return interactive;
    }

    /** Batches that ended after their deadline. */
    int missed() {
        return missed;
    }

    /** Batches that ended. */
    int done() {
        return done;
    }

    @Override
    public void arrived(SimulatedSequence sequence, long now) {
        arrived.add(sequence);
        interactive.add(sequence);
    }

    @Override
    public void fill(LateFleet fleet, long now) {
        nowNanos = now;
        while (!arrived.isEmpty()) {
            arrivedInSlot++;
            fleet.submit(leastBusy(fleet, fleet.workers() - lanes), arrived.remove(), now);
        }
        if (now >= nextSlotNanos) {
            beginSlot(now);
        }
        if (mode == Mode.UNGATED) {
            while (!open.isEmpty()) {
                start(fleet, leastBusy(fleet, fleet.workers()), now);
            }
        }
        for (int worker = fleet.workers() - lanes; worker < fleet.workers(); worker++) {
            while (!open.isEmpty() && hasRoom(fleet, worker)) {
                start(fleet, worker, now);
            }
        }
    }

    @Override
    public void finished(SimulatedSequence sequence) {
        Open batch = batchOf.remove(sequence);
        if (batch != null) {
            batchOn[workerOf.applyAsInt(sequence)]--;
            batch.running--;
            if (batch.left.isEmpty() && batch.running == 0) {
                done++;
                missed += Day.millis(nowNanos) > batch.batch.deadlineMillis() ? 1 : 0;
            }
        }
    }

    @Override
    public long wakeNanos() {
        return coming.isEmpty() && open.isEmpty() ? Long.MAX_VALUE : nextSlotNanos;
    }

    @Override
    public boolean waits() {
        return mode != Mode.NONE && !open.isEmpty();
    }

    private void beginSlot(long now) {
        long millis = Day.millis(now);
        double seconds = (now - slotBeganNanos) / 1e9;
        int free = seconds > 0 ? headroom.free(arrivedInSlot / seconds) : 0;
        arrivedInSlot = 0;
        slotBeganNanos = now;
        nextSlotNanos = Day.nanos(millis / Day.SLOT_MILLIS * Day.SLOT_MILLIS + Day.SLOT_MILLIS);
        while (!coming.isEmpty() && coming.element().comesMillis() <= millis) {
            open.add(new Open(coming.remove()));
        }
        open.removeIf(batch -> batch.left.isEmpty());
        open.sort(Comparator.comparingLong(batch -> batch.batch.deadlineMillis()));
        allowance = mode == Mode.CLEAN ? planned(millis) : Double.POSITIVE_INFINITY;
        lanes = mode == Mode.UNGATED || open.isEmpty() || allowance <= 0 ? 0 : free;
    }

    private double planned(long millis) {
        SignalForecast forecast = new SignalForecast(signal.until(millis));
        List<BatchJob> jobs =
                open.stream()
                        .map(b ->
                                new BatchJob(
                                        b.batch.id(),
                                        b.left.size() * headroom.meanOutput(),
                                        Math.sqrt(b.left.size()) * headroom.meanOutput(),
                                        b.batch.deadlineMillis()))
                        .toList();
        return LanePlan.of(
                        jobs,
                        new LaneForecast(
                                millis,
                                Day.SLOT_MILLIS,
                                forecast.slots(millis, Day.SLOT_MILLIS, Day.SLOTS),
                                headroom.slots(millis)),
                        LaneSettings.usual())
                .workNow();
    }

    private boolean hasRoom(LateFleet fleet, int worker) {
        int batch = batchOn[worker];
        StepContent interactive =
                new StepContent(Math.max(0, fleet.inFlight(worker) - batch), 0, 0);
        return allowance > 0
                && fleet.pendingPrompt(worker) < fleet.model().tokenBudget()
                && headroom.room(interactive, batch) > 0;
    }

    private void start(LateFleet fleet, int worker, long now) {
        Open batch = open.getFirst();
        Arrival request = batch.left.remove();
        if (batch.left.isEmpty()) {
            open.removeFirst();
        }
        allowance -= headroom.meanOutput();
        SimulatedSequence sequence = fleet.sequence(request.at(now));
        batchOf.put(sequence, batch);
        batch.running++;
        batchOn[worker]++;
        fleet.submit(worker, sequence, now);
    }

    /** Of the first so many. */
    private static int leastBusy(LateFleet fleet, int workers) {
        int best = 0;
        for (int i = 1; i < workers; i++) {
            long difference = fleet.pendingPrompt(i) - fleet.pendingPrompt(best);
            if (difference < 0 || (difference == 0 && fleet.inFlight(i) < fleet.inFlight(best))) {
                best = i;
            }
        }
        return best;
    }
}
