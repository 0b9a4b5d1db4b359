package io.aifactory.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.simulator.Fixtures;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.trace.Arrival;
import io.aifactory.simulator.trace.Lengths;
import io.aifactory.simulator.trace.ShapedTrace;
import io.aifactory.simulator.trace.TraceShape;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SimulatedWorkerTest {
    /** Writes down whatever a worker tells. */
    private static final class Diary implements WorkerListener {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void firstToken(SimulatedSequence sequence, long nowNanos) {
            lines.add("first token of " + sequence.id() + " at " + nowNanos);
        }

        @Override
        public void finished(SimulatedSequence sequence, long nowNanos) {
            lines.add(
                    "end of %d at %d, itl %s, preempted %d"
                            .formatted(
                                    sequence.id(),
                                    nowNanos,
                                    sequence.itlNanos(),
                                    sequence.preemptions()));
        }

        @Override
        public void step(int worker, StepContent content, long nanos, double joules) {
            lines.add(content + " in " + nanos + " with " + joules);
        }

        @Override
        public void stored(int worker, PromptBlocks blocks, int from, int to) {
            lines.add("stored " + from + " to " + to + " of " + blocks);
        }

        @Override
        public void removed(int worker, long hash) {
            lines.add("removed " + hash);
        }
    }

    @Property(tries = 100)
    void stepsDoneInOneLoopAreThoseDoneOneByOne(
            @ForAll @IntRange(min = 16, max = 60) int blocks,
            @ForAll @IntRange(min = 1, max = 6) int sequences,
            @ForAll long seed) {
        // Given
        WorkerModel model = Fixtures.worker(blocks, 16, sequences);
        TraceShape shape =
                new TraceShape(
                        100, 30, new Lengths(16, 0.8, 40), new Lengths(12, 1, 24), 4, 1, 0.5, 0.6);

        // Then
        assertEquals(diary(model, shape, seed, false), diary(model, shape, seed, true));
    }

    private static List<String> diary(
            WorkerModel model, TraceShape shape, long seed, boolean oneByOne) {
        Diary diary = new Diary();
        SimulatedWorker worker = new SimulatedWorker(0, model, diary);
        List<Arrival> arrivals = ShapedTrace.draw(shape, seed);
        long end = -1;
        for (int i = 0; i <= arrivals.size(); i++) {
            long next = i < arrivals.size() ? arrivals.get(i).nanos() : Long.MAX_VALUE;
            while (end >= 0 && end <= next) {
                end = worker.endStep(end, oneByOne ? end : next);
            }
            if (i < arrivals.size()) {
                Arrival arrival = arrivals.get(i);
                worker.submit(new SimulatedSequence(i, arrival, arrival.blocks()));
                end = worker.isBusy() ? end : next + worker.beginStep();
            }
        }
        diary.lines.add(worker.report() + " " + worker.busyNanos() + " " + worker.stepJoules());
        return diary.lines;
    }
}
