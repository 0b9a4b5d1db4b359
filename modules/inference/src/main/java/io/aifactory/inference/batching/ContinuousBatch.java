package io.aifactory.inference.batching;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.economics.step.StepTime;
import io.aifactory.inference.batching.PriorityPolicy.Standing;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.tier.TierLoad;
import io.aifactory.languagemodel.inference.EngineVitals;
import io.aifactory.languagemodel.inference.InferenceEngine;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final PriorityPolicy priorities;
    private final StepLedger ledger;
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
    private final Flights flights;
    private Interlude interlude = Interlude.NONE;

    /**
     * @param baseShare part of a step's energy that its sequences share evenly, in [0, 1]
     * @param contents of the engine's memory
     * @param left called for each sequence that leaves, before its client is told
     * @param cap how many sequences may have slots at once, with what is known of steps so far
     * @param model that guesses their next tokens; closed with the batch
     * @param ahead whether a step is begun before the tokens of the one before are known, where no
     *     sequence needs them
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
            Optional<DraftModel> model,
            boolean ahead) {
        this.engine = engine;
        this.speculation = new Speculation(planner, engine.slots(), model);
        this.priorities = priorities;
        this.waiting = new WaitingRoom(priorities);
        this.nanoClock = nanoClock;
        this.contents = contents;
        this.left = left;
        this.pace = cap.pace();
        this.ledger = new StepLedger(pace, speculation, energy, baseShare);
        this.cap = cap;
        this.slots = new SlotPool(engine.slots());
        this.flights =
                new Flights(
                        engine, planner, speculation, pace, nanoClock, contents.shares(), ahead);
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
        if (running.isEmpty()) {
            flights.forget();
        }
        if (contents.begin(running.stream().anyMatch(LiveSequence::isDecoding))) {
            waiting.forEach(this::expect);
            running.stream()
                    .filter(LiveSequence::canBeRestored)
                    .filter(sequence -> !flights.has(sequence))
                    .forEach(sequence -> {
                        restore(sequence);
                        expect(sequence);
                    });
        } else {
            running.stream()
                    .filter(LiveSequence::isRestoring)
                    .filter(sequence -> !flights.has(sequence))
                    .forEach(this::restore);
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
        StepReport report = land(flights.next(running));
        if (running.isEmpty()) {
            flights.forget();
        }
        return report;
    }

    /** Takes over what a step has computed. */
    private StepReport land(Flight flight) {
        List<EngineCall.Result> results = flight.results();
        long end = nanoClock.getAsLong();
        long nanos = ledger.landed(flight, end);
        List<Flight.Part> parts = flight.parts();
        int[] work = parts.stream().mapToInt(part -> part.counts() ? part.work() : 0).toArray();
        long nanojoules = ledger.charge(parts, work);
        for (int i = 0; i < work.length; i++) {
            if (work[i] > 0) {
                Sequence.Active before = parts.get(i).sequence().active();
                flight.tally().gives(before, take(parts.get(i), results.get(i), end));
            }
        }
        running.removeIf(sequence -> !sequence.isActive());
        ledger.streaming(!running.isEmpty());
        int wasted = (int) Arrays.stream(work).filter(tokens -> tokens == 0).count();
        StepAhead ahead = new StepAhead(flight.ahead(), wasted);
        StepReport report =
                flight.tally().report(nanos, nanojoules, interlude, speculation.draw(), ahead);
        interlude = Interlude.NONE;
        return report;
    }

    /**
     * @return how many tokens the step gave the sequence
     */
    private int take(Flight.Part part, EngineCall.Result result, long end) {
        LiveSequence sequence = part.sequence();
        Sequence.Active before = sequence.active();
        int given = result.applyTo(sequence, part.item(), end);
        if (result instanceof EngineCall.Result.Sampled
                && (before instanceof Sequence.Prefilling || !sequence.isActive())) {
            int kept = before.held() + part.item().settled(given);
            contents.keep(before.slot(), sequence.blocks(), kept);
        }
        if (!sequence.isActive()) {
            release(sequence, before.slot());
            left.accept(sequence);
            sequence.tellEnd(ledger.estimated());
        }
        return given;
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
        sequence.tellEnd(ledger.estimated());
    }

    private boolean letGo(LiveSequence sequence) {
        if (!sequence.cancelled()) {
            return false;
        }
        if (sequence.isActive()) {
            free(sequence);
            sequence.abandon();
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
