package io.aifactory.inference.batching;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.economics.cost.StepEnergy;
import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.economics.step.StepTimeFit;
import io.aifactory.inference.batching.StepPlanner.Share;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The sequences of one loaded model: those that run and those that wait for a slot. Owned by the
 * device's thread.
 */
final class ContinuousBatch implements DeviceWork {
    private static final int STEPS_TO_LEARN_FROM = 16;

    private final InferenceEngine engine;
    private final StepPlanner planner;
    private final EnergyTap energy;
    private final double baseShare;
    private final LongSupplier nanoClock;
    private final SlotContents contents;
    private final Consumer<LiveSequence> left;
    private final SlotPool slots;
    private final Deque<LiveSequence> waiting = new ArrayDeque<>();
    private final List<LiveSequence> running = new ArrayList<>();
    private final StepTimeFit stepTime = new StepTimeFit();
    private int restored;

    /**
     * @param baseShare part of a step's energy that its sequences share evenly, in [0, 1]
     * @param contents of the engine's memory
     * @param left called for each sequence that leaves, before its client is told
     */
    ContinuousBatch(
            InferenceEngine engine,
            StepPlanner planner,
            EnergyTap energy,
            double baseShare,
            LongSupplier nanoClock,
            SlotContents contents,
            Consumer<LiveSequence> left) {
        this.engine = engine;
        this.planner = planner;
        this.energy = energy;
        this.baseShare = baseShare;
        this.nanoClock = nanoClock;
        this.contents = contents;
        this.left = left;
        this.slots = new SlotPool(engine.slots());
    }

    void add(LiveSequence sequence) {
        waiting.add(sequence);
    }

    @Override
    public boolean isEmpty() {
        return waiting.isEmpty() && running.isEmpty();
    }

    @Override
    public int running() {
        return running.size();
    }

    @Override
    public long heldTokens() {
        return running.stream().mapToLong(sequence -> sequence.active().held()).sum();
    }

    @Override
    public int keptBlocks() {
        return contents.keptBlocks();
    }

    /**
     * Lets go of sequences that nobody waits for, then gives free slots to waiting ones, in order
     * of arrival. Slots of sequences that have not begun are filled with what is known.
     */
    @Override
    public void admit() {
        waiting.removeIf(this::letGo);
        running.removeIf(this::letGo);
        if (contents.news()) {
            running.stream().filter(LiveSequence::isFresh).forEach(this::restore);
        }
        while (!waiting.isEmpty()) {
            OptionalInt slot = slots.take();
            if (slot.isEmpty()) {
                return;
            }
            LiveSequence next = waiting.remove();
            next.admit(slot.getAsInt());
            running.add(next);
            contents.enter(slot.getAsInt(), next.blocks());
            restore(next);
        }
    }

    private void restore(LiveSequence sequence) {
        Sequence.Active at = sequence.active();
        restored += sequence.restored(contents.restore(at.slot(), sequence.blocks(), at.held()));
    }

    @Override
    public StepReport step() {
        List<Share> shares =
                planner.plan(running.stream().map(LiveSequence::active).toList(), knownStepTime());
        List<LiveSequence> taking = new ArrayList<>(shares.size());
        List<StepItem> items = new ArrayList<>(shares.size());
        int[] work = new int[shares.size()];
        int prefill = 0;
        int decoding = 0;
        long held = 0;
        long start = nanoClock.getAsLong();
        for (int i = 0; i < work.length; i++) {
            LiveSequence sequence = running.get(shares.get(i).index());
            work[i] = shares.get(i).tokens();
            switch (sequence.active()) {
                case Sequence.Prefilling _ -> prefill += work[i];
                case Sequence.Decoding _ -> decoding++;
            }
            held += sequence.active().held();
            items.add(sequence.item(work[i]));
            taking.add(sequence);
            sequence.starts(start);
        }
        List<EngineCall.Result> results = EngineCall.run(engine, items);
        long end = nanoClock.getAsLong();
        stepTime.observe(new StepContent(decoding, prefill, held), end - start);
        long nanojoules = energy.draw();
        long[] parts = StepEnergy.split(nanojoules, baseShare, work);
        int generated = 0;
        for (int i = 0; i < work.length; i++) {
            LiveSequence sequence = taking.get(i);
            sequence.charge(parts[i]);
            Sequence.Active before = sequence.active();
            generated += takeOver(sequence, work[i], results.get(i), end) ? 1 : 0;
            int holds = before.held() + work[i];
            if (results.get(i) instanceof EngineCall.Result.Sampled
                    && (before instanceof Sequence.Prefilling || !sequence.isActive())) {
                contents.keep(before.slot(), sequence.blocks(), holds);
            }
            if (!sequence.isActive()) {
                release(sequence, before.slot(), holds);
                left.accept(sequence);
                sequence.tellEnd(energy.estimated());
            }
        }
        running.removeIf(sequence -> !sequence.isActive());
        int reused = restored;
        restored = 0;
        return new StepReport(
                end - start, nanojoules, work.length, decoding, prefill, generated, held, reused);
    }

    private Optional<StepTime> knownStepTime() {
        return stepTime.observations() < STEPS_TO_LEARN_FROM
                ? Optional.empty()
                : Optional.of(stepTime.current());
    }

    @Override
    public void failAll(FactoryException error) {
        for (LiveSequence sequence : waiting) {
            left.accept(sequence);
            sequence.fail(error);
            sequence.tellEnd(energy.estimated());
        }
        for (LiveSequence sequence : running) {
            slots.release(sequence.active().slot());
            left.accept(sequence);
            sequence.fail(error);
            sequence.tellEnd(energy.estimated());
        }
        waiting.clear();
        running.clear();
    }

    private boolean letGo(LiveSequence sequence) {
        if (!sequence.cancelled()) {
            return false;
        }
        if (sequence.isActive()) {
            Sequence.Active at = sequence.active();
            contents.keep(at.slot(), sequence.blocks(), at.held());
            release(sequence, at.slot(), at.held());
        }
        left.accept(sequence);
        return true;
    }

    private void release(LiveSequence sequence, int slot, int held) {
        contents.leave(slot, sequence.blocks(), held);
        slots.release(slot);
    }

    private static boolean takeOver(
            LiveSequence sequence, int count, EngineCall.Result result, long now) {
        return switch (result) {
            case EngineCall.Result.Sampled(SampledToken token) -> {
                try {
                    yield sequence.advance(count, token, now);
                } catch (RuntimeException e) {
                    sequence.fail(
                            new FactoryException(
                                    ErrorCode.INTERNAL, ErrorCode.INTERNAL.publicMessage(), e));
                    yield false;
                }
            }
            case EngineCall.Result.Refused(IllegalArgumentException why) -> {
                sequence.fail(
                        new FactoryException(
                                ErrorCode.INVALID_REQUEST,
                                "The model cannot run this sequence; check its tokens.",
                                why));
                yield false;
            }
        };
    }
}
