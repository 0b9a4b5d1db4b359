package io.aifactory.simulator.engine;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.load.WorkerReport;
import io.aifactory.simulator.model.WorkerModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Continuous batching as in vLLM v1. In each step every decoding sequence makes one token, then the
 * prompt that was begun goes on, then waiting ones are admitted in order while there is budget, a
 * place, and blocks for the whole prompt; the first that does not fit lets all others wait. When a
 * sequence needs a block and none is free, the one admitted last gives up its blocks and waits in
 * front of all others to be computed again. Not thread-safe.
 */
public final class SimulatedWorker {
    private final int number;
    private final WorkerModel model;
    private final WorkerListener listener;
    private final BlockPool pool;
    private final Decoding decoding;
    private final Deque<SimulatedSequence> waiting = new ArrayDeque<>();
    private final List<SimulatedSequence> prefilling = new ArrayList<>();
    private @Nullable SimulatedSequence begun;
    private @Nullable StepContent step;
    private long stepNanos;
    private boolean preempted;
    private long admissions;
    private long busyNanos;
    private double joules;
    private long preemptions;

    /**
     * @param number of the worker in its fleet, told to the listener
     */
    public SimulatedWorker(int number, WorkerModel model, WorkerListener listener) {
        this.number = number;
        this.model = model;
        this.listener = listener;
        this.pool = new BlockPool(model.kvBlocks(), hash -> listener.removed(number, hash));
        this.decoding = new Decoding(model.blockTokens());
    }

    /** Whether a sequence fits into an empty worker; one that does not would never run. */
    public static boolean canHold(WorkerModel model, int promptTokens, int outputTokens) {
        return model.blocksFor((long) promptTokens + outputTokens) <= model.kvBlocks();
    }

    /** A request arrives; {@link #canHold} is true of it. */
    public void submit(SimulatedSequence sequence) {
        waiting.addLast(sequence);
    }

    /** Whether a step is under way. */
    public boolean isBusy() {
        return step != null;
    }

    /** Requests that run or wait. */
    public int sequences() {
        return decoding.count() + prefilling.size() + (begun == null ? 0 : 1) + waiting.size();
    }

    /** What it would report now. Sequences in the midst of a prompt are running. */
    public WorkerReport report() {
        long partial = begun == null ? 0 : begun.computed;
        for (SimulatedSequence sequence : prefilling) {
            partial += sequence.computed;
        }
        return new WorkerReport(
                model.maxSequences(),
                sequences(),
                waiting.size(),
                decoding.contextTokens() + partial,
                decoding.generatedTokens(),
                pool.used(),
                model.kvBlocks());
    }

    public long busyNanos() {
        return busyNanos;
    }

    /** Energy of all steps; idle time is not in it. */
    public double stepJoules() {
        return joules;
    }

    public long preemptions() {
        return preemptions;
    }

    /**
     * Begins a step with the sequences that are there now.
     *
     * @return how long it takes; 0 if there is nothing to do
     */
    public long beginStep() {
        preempted = growDecoding();
        int decoders = decoding.count();
        int budget = model.tokenBudget() - decoders;
        long held = 0;
        long pairs = 0;
        int prefill = 0;
        prefilling.clear();
        for (SimulatedSequence next = nextPrompt(budget); next != null; next = nextPrompt(budget)) {
            int chunk = Math.min(budget, next.toCompute - next.computed);
            next.chunk = chunk;
            prefilling.add(next);
            budget -= chunk;
            prefill += chunk;
            held += next.computed;
            pairs += StepContent.pairs(chunk, next.computed);
        }
        if (decoders == 0 && prefill == 0) {
            step = null;
            return 0;
        }
        step =
                new StepContent(
                        decoders,
                        prefill,
                        decoding.contextTokens() + held,
                        pairs,
                        prefilling.size());
        return measured(step);
    }

    /**
     * Ends the step that was begun, and as many of the following ones as nothing can come between.
     *
     * @param endNanos when the step ends
     * @param untilNanos no step that begins later, or at the same time, is gone on with
     * @return when the step ends that is under way now; −1 if there is nothing to do
     */
    public long endStep(long endNanos, long untilNanos) {
        long now = endNanos;
        finishStep(now);
        long next = beginStep();
        if (next > 0 && prefilling.isEmpty() && !preempted) {
            for (long calm = decoding.uneventfulSteps();
                    calm > 0 && now + next < untilNanos;
                    calm--) {
                now += next;
                finishStep(now);
                step = new StepContent(decoding.count(), 0, decoding.contextTokens());
                next = measured(step);
            }
        }
        return next == 0 ? -1 : now + next;
    }

    private long measured(StepContent content) {
        stepNanos = Math.max(1, Math.round(model.time().nanos(content)));
        return stepNanos;
    }

    private void finishStep(long now) {
        StepContent content = Objects.requireNonNull(step);
        step = null;
        double used = model.energy().joules(content);
        joules += used;
        busyNanos += stepNanos;
        listener.step(number, content, stepNanos, used);
        if (content.decodeSequences() > 0) {
            decoding.step();
            for (SimulatedSequence ended = decoding.ended();
                    ended != null;
                    ended = decoding.ended()) {
                decoding.leave(ended);
                finish(ended, now);
            }
        }
        for (SimulatedSequence sequence : prefilling) {
            endChunk(sequence, now);
        }
        prefilling.clear();
    }

    private void endChunk(SimulatedSequence sequence, long now) {
        int before = sequence.computed;
        sequence.computed += sequence.chunk;
        name(sequence, before);
        if (sequence.computed < sequence.toCompute) {
            begun = sequence;
            return;
        }
        int generated = sequence.toCompute - sequence.arrival().promptTokens() + 1;
        boolean first = !sequence.hasFirstToken();
        sequence.token(now);
        if (first) {
            listener.firstToken(sequence, now);
        }
        if (generated == sequence.arrival().outputTokens()) {
            finish(sequence, now);
        } else {
            decoding.join(sequence, generated);
        }
    }

    /** Blocks of the prompt that are full now can be found from now on. */
    private void name(SimulatedSequence sequence, int computedBefore) {
        int full = sequence.arrival().promptTokens() / model.blockTokens();
        int from = Math.min(full, computedBefore / model.blockTokens());
        int to = Math.min(full, sequence.computed / model.blockTokens());
        for (int i = from; i < to; i++) {
            pool.name(sequence.heldBlock(i), sequence.blocks().hash(i));
        }
        if (to > from) {
            listener.stored(number, sequence.blocks(), from, to);
        }
    }

    private void finish(SimulatedSequence sequence, long now) {
        sequence.token(now);
        sequence.releaseAll(pool);
        listener.finished(sequence, now);
    }

    /** The prompt that was begun, else the next that can be admitted. */
    private @Nullable SimulatedSequence nextPrompt(int budget) {
        if (budget == 0) {
            return null;
        }
        if (begun != null) {
            SimulatedSequence next = begun;
            begun = null;
            return next;
        }
        SimulatedSequence head = waiting.peekFirst();
        if (head == null
                || preempted
                || decoding.count() + prefilling.size() >= model.maxSequences()
                || !admit(head)) {
            return null;
        }
        return waiting.removeFirst();
    }

    private boolean admit(SimulatedSequence sequence) {
        int usable = sequence.blocks().usable(sequence.arrival().promptTokens());
        int shared = pool.held(sequence.blocks(), usable);
        int more = model.blocksFor(sequence.toCompute) - shared;
        if (pool.free() - pool.heldUnused(sequence.blocks(), shared) < more) {
            return false;
        }
        for (int i = 0; i < shared; i++) {
            sequence.hold(pool.share(sequence.blocks().hash(i)));
        }
        for (int i = 0; i < more; i++) {
            sequence.hold(pool.take());
        }
        sequence.computed = shared * model.blockTokens();
        sequence.order = admissions++;
        if (sequence.isHandedOver()) {
            int shareable = sequence.computed;
            sequence.computed = sequence.arrival().promptTokens() - 1;
            name(sequence, shareable);
        } else if (sequence.isFirstAdmission()) {
            sequence.cached(sequence.computed);
        }
        return true;
    }

    /** Gives decoding sequences the blocks they need for this step; whether one was preempted. */
    private boolean growDecoding() {
        boolean lost = false;
        for (SimulatedSequence growing = decoding.nextToGrow();
                growing != null;
                growing = decoding.nextToGrow()) {
            if (pool.free() == 0) {
                preemptLast();
                lost = true;
            } else {
                growing.hold(pool.take());
                decoding.grown(growing);
            }
        }
        return lost;
    }

    private void preemptLast() {
        SimulatedSequence victim = begun;
        if (victim == null) {
            victim = decoding.last();
            victim.toCompute = victim.arrival().promptTokens() + decoding.generated(victim);
            decoding.leave(victim);
        }
        begun = null;
        victim.releaseAll(pool);
        victim.computed = 0;
        victim.preempted();
        preemptions++;
        waiting.addFirst(victim);
    }
}
