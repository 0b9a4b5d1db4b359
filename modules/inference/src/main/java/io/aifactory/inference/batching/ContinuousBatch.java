package io.aifactory.inference.batching;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.economics.cost.StepEnergy;
import io.aifactory.economics.step.StepTime;
import io.aifactory.inference.batching.PriorityPolicy.Standing;
import io.aifactory.inference.batching.StepPlanner.Share;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.tier.TierLoad;
import io.aifactory.languagemodel.inference.EngineVitals;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final InferenceEngine engine;
    private final StepPlanner planner;
    private final PriorityPolicy priorities;
    private final EnergyTap energy;
    private final double baseShare;
    private final LongSupplier nanoClock;
    private final SlotContents contents;
    private final Consumer<LiveSequence> left;
    private final SlotPool slots;
    private final WaitingRoom waiting;

    /** Smaller priority numbers first, else in the order in which they got their slots. */
    private final List<LiveSequence> running = new ArrayList<>();

    private final StepPace pace;
    private final AdmissionCap cap;
    private final Speculation speculation;
    private long lastEnd;
    private boolean streaming;
    private Interlude interlude = Interlude.NONE;

    /**
     * @param baseShare part of a step's energy that its sequences share evenly, in [0, 1]
     * @param contents of the engine's memory
     * @param left called for each sequence that leaves, before its client is told
     * @param cap how many sequences may have slots at once, with what is known of steps so far
     * @param model that guesses their next tokens; closed with the batch
     */
    ContinuousBatch(
            InferenceEngine engine,
            StepPlanner planner,
            PriorityPolicy priorities,
            EnergyTap energy,
            double baseShare,
            LongSupplier nanoClock,
            SlotContents contents,
            Consumer<LiveSequence> left,
            AdmissionCap cap,
            Optional<DraftModel> model) {
        this.engine = engine;
        this.planner = planner;
        this.speculation = new Speculation(planner, engine.slots(), model);
        this.priorities = priorities;
        this.waiting = new WaitingRoom(priorities);
        this.energy = energy;
        this.baseShare = baseShare;
        this.nanoClock = nanoClock;
        this.contents = contents;
        this.left = left;
        this.pace = cap.pace();
        this.cap = cap;
        this.slots = new SlotPool(engine.slots());
    }

    void add(LiveSequence sequence) {
        waiting.add(sequence);
        expect(sequence);
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
    public int mostRunning() {
        return cap.most();
    }

    @Override
    public long heldTokens() {
        return running.stream().mapToLong(sequence -> sequence.active().held()).sum();
    }

    @Override
    public TierLoad kept() {
        return contents.load();
    }

    @Override
    public EngineVitals vitals() {
        return engine.vitals();
    }

    /** With what is kept beside the slots and the model that guesses. */
    void close() {
        speculation.close();
        contents.close();
    }

    /**
     * Lets go of sequences that nobody waits for, then gives free slots to waiting ones, and slots
     * of running ones to more urgent ones. Slots of sequences that have not begun are filled with
     * what is known.
     */
    @Override
    public void admit() {
        waiting.removeIf(this::letGo);
        running.removeIf(this::letGo);
        if (contents.begin(running.stream().anyMatch(LiveSequence::isDecoding))) {
            waiting.forEach(this::expect);
            running.stream()
                    .filter(LiveSequence::canBeRestored)
                    .forEach(sequence -> {
                        restore(sequence);
                        expect(sequence);
                    });
        } else {
            running.stream().filter(LiveSequence::isRestoring).forEach(this::restore);
        }
        int most = cap.next(running, waiting);
        while (!waiting.isEmpty()) {
            OptionalInt slot = running.size() < most ? slots.take() : OptionalInt.empty();
            if (slot.isEmpty()) {
                preempt();
                return;
            }
            enter(waiting.removeFirst(), slot.getAsInt());
        }
    }

    private void enter(LiveSequence next, int slot) {
        next.admit(slot);
        int index = running.size();
        while (index > 0 && running.get(index - 1).priority() > next.priority()) {
            index--;
        }
        running.add(index, next);
        contents.enter(slot, next.blocks());
        restore(next);
    }

    /** The most urgent ones first, so that nobody loses a slot that was taken a moment ago. */
    private void preempt() {
        List<LiveSequence> urgent = new ArrayList<>();
        int greatest = running.getLast().priority();
        waiting.forEach(each -> {
            if (each.priority() < greatest) {
                urgent.add(each);
            }
        });
        urgent.sort(Comparator.comparingInt(LiveSequence::priority));
        for (LiveSequence next : urgent) {
            List<Standing> standings = running.stream().map(LiveSequence::standing).toList();
            OptionalInt victim = priorities.victim(next.priority(), standings);
            if (victim.isEmpty()) {
                return;
            }
            LiveSequence yielding = running.remove(victim.getAsInt());
            free(yielding);
            yielding.preempt();
            waiting.giveBack(yielding);
            interlude = interlude.preempted();
            waiting.remove(next);
            enter(next, slots.take().orElseThrow());
        }
    }

    private void expect(LiveSequence sequence) {
        contents.expect(sequence.blocks(), pace.average().map(StepTime::prefillNanos));
    }

    private void restore(LiveSequence sequence) {
        Sequence.Active at = sequence.active();
        SlotContents.Restored now = contents.restore(at.slot(), sequence.blocks(), at.held());
        interlude = interlude.restored(sequence.restored(now), now);
    }

    @Override
    public StepReport step() {
        List<LiveSequence> able = able();
        List<Share> shares =
                planner.plan(
                        able.stream().map(LiveSequence::active).toList(),
                        speculation.plan(able),
                        pace.known());
        List<LiveSequence> taking = new ArrayList<>(shares.size());
        List<StepItem> items = new ArrayList<>(shares.size());
        int[] work = new int[shares.size()];
        StepTally tally = new StepTally();
        long start = nanoClock.getAsLong();
        for (int i = 0; i < work.length; i++) {
            LiveSequence sequence = able.get(shares.get(i).index());
            work[i] = shares.get(i).tokens();
            tally.takes(sequence.active(), work[i]);
            items.add(sequence.item(work[i]));
            taking.add(sequence);
            sequence.starts(start);
        }
        List<EngineCall.Result> results = EngineCall.run(engine, items);
        long end = nanoClock.getAsLong();
        pace.observe(tally.content(), end - start, end - (streaming ? lastEnd : start));
        lastEnd = end;
        tally.teach(speculation, end - start);
        long nanojoules = energy.draw();
        long[] parts = StepEnergy.split(nanojoules, baseShare, work);
        for (int i = 0; i < work.length; i++) {
            LiveSequence sequence = taking.get(i);
            sequence.charge(parts[i]);
            Sequence.Active before = sequence.active();
            int given = results.get(i).applyTo(sequence, items.get(i), end);
            tally.gives(before, given);
            if (results.get(i) instanceof EngineCall.Result.Sampled
                    && (before instanceof Sequence.Prefilling || !sequence.isActive())) {
                int kept = before.held() + items.get(i).settled(given);
                contents.keep(before.slot(), sequence.blocks(), kept);
            }
            if (!sequence.isActive()) {
                release(sequence, before.slot());
                left.accept(sequence);
                sequence.tellEnd(energy.estimated());
            }
        }
        running.removeIf(sequence -> !sequence.isActive());
        streaming = !running.isEmpty();
        StepReport report = tally.report(end - start, nanojoules, interlude, speculation.draw());
        interlude = Interlude.NONE;
        return report;
    }

    /**
     * Those whose slots are not being filled, while there are others to go on with, and who need
     * not wait for what another one computes.
     */
    private List<LiveSequence> able() {
        List<LiveSequence> able = running.stream().filter(s -> !s.isRestoring()).toList();
        List<LiveSequence> some = able.isEmpty() ? List.copyOf(running) : able;
        return contents.shares() ? SharedPrefill.leaders(some) : some;
    }

    @Override
    public void failAll(FactoryException error) {
        running.forEach(sequence -> slots.release(sequence.active().slot()));
        waiting.forEach(sequence -> fail(sequence, error));
        running.forEach(sequence -> fail(sequence, error));
        waiting.clear();
        running.clear();
    }

    private void fail(LiveSequence sequence, FactoryException error) {
        left.accept(sequence);
        sequence.fail(error);
        sequence.tellEnd(energy.estimated());
    }

    private boolean letGo(LiveSequence sequence) {
        if (!sequence.cancelled()) {
            return false;
        }
        if (sequence.isActive()) {
            free(sequence);
        }
        left.accept(sequence);
        return true;
    }

    /** Its slot can be given to another one; what is of use to others is kept. */
    private void free(LiveSequence sequence) {
        Sequence.Active at = sequence.active();
        contents.keep(at.slot(), sequence.blocks(), at.held());
        release(sequence, at.slot());
    }

    private void release(LiveSequence sequence, int slot) {
        contents.leave(slot, sequence.blocks(), sequence.written());
        slots.release(slot);
    }
}
