package io.aifactory.inference.batching;

import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.speculation.Acceptance;
import io.aifactory.inference.speculation.DraftPace;
import io.aifactory.inference.speculation.DraftPolicy.Cost;
import io.aifactory.inference.speculation.SequenceDrafts.Candidate;
import io.aifactory.inference.speculation.SourcePolicy;
import io.aifactory.inference.speculation.SourcePolicy.Choice;
import io.aifactory.inference.speculation.SourcePolicy.Sources;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * A second, smaller model on the same device that guesses the next tokens of sequences, for all of
 * them together. It has the same slots, and follows a sequence only as far as its guesses pay.
 * Owned by the device's thread.
 */
public final class DraftModel implements AutoCloseable {
    /** Tokens that it reads of a sequence in the run that makes its first draft, at most. */
    public static final int NEAR = 4;

    /** Steps that could have had its drafts, but had none, before it is tried again. */
    private static final int RETRY_AFTER = 512;

    /** Each time in vain it takes twice as many, up to these. */
    private static final int RETRY_AT_LATEST = 8192;

    private static final int TRIALS = 4;

    /** What it reads of one sequence for a trial, at most. */
    private static final int TRIAL_TOKENS = 2048;

    private static final int LEAST_CHUNK = 16;

    private final InferenceEngine engine;
    private final int vocabulary;
    private final int stepTokens;
    private final LongSupplier nanoClock;
    private final DraftSlot[] slots;
    private final DraftPace pace = new DraftPace();
    private final List<DraftSlot> toRead = new ArrayList<>();
    private int readTokens;
    private List<DraftChain> handed = List.of();
    private int idle;
    private int trials;
    private int retryAfter = RETRY_AFTER;
    private long nanos;

    /**
     * @param engine of the draft model, with as many slots as the other
     * @param vocabulary ids of the model that checks
     * @param stepTokens tokens that it reads at most before one step
     */
    DraftModel(InferenceEngine engine, int vocabulary, int stepTokens, LongSupplier nanoClock) {
        this.engine = engine;
        this.vocabulary = vocabulary;
        this.stepTokens = stepTokens;
        this.nanoClock = nanoClock;
        Acceptance all = Acceptance.ofAll();
        this.slots =
                IntStream.range(0, engine.slots())
                        .mapToObj(number ->
                                new DraftSlot(
                                        number, engine.memory(), engine.config().vocabulary(), all))
                        .toArray(DraftSlot[]::new);
    }

    /**
     * Decides what it is to propose, and what it is to read for later steps.
     *
     * @param decoding sequences
     * @param lookUps what was found in the text of each
     * @param cost of a step; empty while it is not known
     */
    Choice choose(
            List<LiveSequence> decoding,
            List<Candidate> lookUps,
            SourcePolicy policy,
            Optional<Cost> cost) {
        toRead.clear();
        List<Sources> ready = new ArrayList<>();
        List<Sources> all = new ArrayList<>();
        List<Integer> able = new ArrayList<>();
        for (int i = 0; i < decoding.size(); i++) {
            Candidate guesses = candidate(decoding.get(i));
            Candidate now = guesses.drafts() > 0 && !isNear(decoding, i) ? Candidate.NONE : guesses;
            all.add(new Sources(lookUps.get(i), guesses));
            ready.add(new Sources(lookUps.get(i), now));
            if (guesses.drafts() > 0) {
                able.add(i);
            }
        }
        OptionalDouble runNanos = pace.runNanos(Math.max(1, able.size()));
        Choice choice = policy.choose(ready, cost, runNanos);
        if (policy.rows().room() == 0 || able.isEmpty()) {
            return choice;
        }
        List<Integer> behind = able.stream().filter(i -> !isNear(decoding, i)).toList();
        if (!behind.isEmpty()) {
            readOn(decoding, behind, choice, policy.choose(all, cost, runNanos));
            readTokens = chunk(cost);
        }
        if (choice.someByModel() || !toRead.isEmpty()) {
            idle = 0;
            trials = 0;
            retryAfter = RETRY_AFTER;
            return choice;
        }
        return ++idle < retryAfter ? choice : trial(decoding, able, choice);
    }

    private Candidate candidate(LiveSequence sequence) {
        Sequence.Active active = sequence.active();
        int tokens = sequence.blocks().tokens();
        int room = Math.min(remaining(sequence) - 1, engine.slotTokens() - tokens);
        if (sequence.guesses().isEmpty() || room <= 0) {
            return Candidate.NONE;
        }
        DraftSlot slot = slots[active.slot()];
        slot.follow(sequence.blocks());
        if (!slot.isReadable()) {
            return Candidate.NONE;
        }
        return new Candidate(
                Math.min(sequence.guesses().get().most(), room), slot.acceptance().estimate());
    }

    private static int remaining(LiveSequence sequence) {
        return sequence.active().spec().maxTokens() - sequence.active().generated();
    }

    private DraftSlot slot(List<LiveSequence> decoding, int index) {
        return slots[decoding.get(index).active().slot()];
    }

    private boolean isNear(List<LiveSequence> decoding, int index) {
        return slot(decoding, index).lag() <= NEAR;
    }

    /** Of the sequences it has not read to their ends, those for which that is worth it. */
    private void readOn(
            List<LiveSequence> decoding, List<Integer> behind, Choice now, Choice then) {
        List<Integer> wanted =
                behind.stream()
                        .filter(i -> then.modelDrafts(i) > 0)
                        .sorted(Comparator.comparingInt(i -> slot(decoding, i).lag()))
                        .toList();
        OptionalDouble tokenNanos = pace.tokenNanos();
        boolean known = now.rate() > 0 && then.rate() > 0 && tokenNanos.isPresent();
        for (int index : wanted) {
            DraftSlot slot = slot(decoding, index);
            double share = 1.0 / wanted.size();
            if (!known) {
                toRead.add(slot);
                return;
            }
            double reading = slot.lag() * tokenNanos.getAsDouble();
            if (SourcePolicy.paysBack(now, then, share, remaining(decoding.get(index)), reading)) {
                toRead.add(slot);
            }
        }
    }

    /** Tokens to read before a step, so that this and the step stay within its limit. */
    private int chunk(Optional<Cost> cost) {
        OptionalDouble tokenNanos = pace.tokenNanos();
        if (cost.isEmpty() || tokenNanos.isEmpty()) {
            return stepTokens;
        }
        double fitting = (cost.get().limitNanos() - cost.get().nanos()) / tokenNanos.getAsDouble();
        return (int) Math.min(stepTokens, Math.max(LEAST_CHUNK, fitting));
    }

    private Choice trial(List<LiveSequence> decoding, List<Integer> able, Choice otherwise) {
        int least =
                able.stream()
                        .min(Comparator.comparingInt(i -> slot(decoding, i).lag()))
                        .orElseThrow();
        DraftSlot slot = slot(decoding, least);
        if (slot.lag() > NEAR) {
            if (slot.lag() <= TRIAL_TOKENS) {
                toRead.add(slot);
            }
            return otherwise;
        }
        if (++trials == TRIALS) {
            trials = 0;
            idle = 0;
            retryAfter = Math.min(2 * retryAfter, RETRY_AT_LATEST);
        }
        return Choice.trial(decoding.size(), least);
    }

    /**
     * Reads and proposes as was decided.
     *
     * @return how many drafts each sequence has
     */
    int[] draft(List<LiveSequence> decoding, Choice choice) {
        long start = nanoClock.getAsLong();
        readOn();
        int[] drafts = choice.drafts().clone();
        List<DraftChain> chains = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < drafts.length; i++) {
            if (choice.modelDrafts(i) > 0) {
                chains.add(
                        new DraftChain(decoding.get(i), slot(decoding, i), drafts[i], vocabulary));
                places.add(i);
            }
        }
        run(chains);
        for (int i = 0; i < chains.size(); i++) {
            drafts[places.get(i)] = chains.get(i).hand();
        }
        handed = chains;
        nanos += nanoClock.getAsLong() - start;
        return drafts;
    }

    private void readOn() {
        List<StepItem> items = new ArrayList<>();
        int left = readTokens;
        for (DraftSlot slot : toRead) {
            int count = Math.min(left, slot.lag() - 1);
            if (count > 0) {
                items.add(
                        new StepItem(
                                slot.number(), slot.settled(), slot.next(count), Optional.empty()));
                slot.read(count);
                left -= count;
            }
        }
        toRead.clear();
        if (!items.isEmpty()) {
            long start = nanoClock.getAsLong();
            engine.step(items);
            pace.read(readTokens - left, nanoClock.getAsLong() - start);
        }
    }

    private void run(List<DraftChain> chains) {
        List<DraftChain> open = chains;
        while (!open.isEmpty()) {
            long start = nanoClock.getAsLong();
            List<List<SampledToken>> tokens =
                    engine.step(open.stream().map(DraftChain::item).toList());
            pace.ran(open.size(), nanoClock.getAsLong() - start);
            for (int i = 0; i < open.size(); i++) {
                open.get(i).take(tokens.get(i).getFirst().token());
            }
            open = open.stream().filter(chain -> !chain.isOver()).toList();
        }
    }

    /** What it has done since this was asked last; to be asked after the step. */
    DraftWork draw() {
        DraftWork work =
                new DraftWork(
                        nanos,
                        handed.stream().mapToInt(DraftChain::size).sum(),
                        handed.stream().mapToInt(DraftChain::accepted).sum());
        nanos = 0;
        handed = List.of();
        return work;
    }

    @Override
    public void close() {
        engine.close();
    }
}
