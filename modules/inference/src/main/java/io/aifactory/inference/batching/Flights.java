package io.aifactory.inference.batching;

import io.aifactory.inference.batching.StepPlanner.Share;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Plans steps and gives them to the engine: each when the tokens of the one before are known, or
 * before that. Owned by the device's thread.
 */
final class Flights {
    private final InferenceEngine engine;
    private final StepPlanner planner;
    private final Speculation speculation;
    private final StepPace pace;
    private final LongSupplier nanoClock;
    private final boolean shares;
    private final boolean ahead;
    private Optional<Flight> underWay = Optional.empty();

    /**
     * @param shares whether a sequence can find in the pool what another one has computed
     * @param ahead whether steps are begun early, where no sequence needs the tokens
     */
    Flights(
            InferenceEngine engine,
            StepPlanner planner,
            Speculation speculation,
            StepPace pace,
            LongSupplier nanoClock,
            boolean shares,
            boolean ahead) {
        this.engine = engine;
        this.planner = planner;
        this.speculation = speculation;
        this.pace = pace;
        this.nanoClock = nanoClock;
        this.shares = shares;
        this.ahead = ahead && engine.canRunAhead();
    }

    /**
     * The step that is to be waited for now. If it can be, the one after it is under way as well.
     */
    Flight next(List<LiveSequence> running) {
        Flight now = underWay.orElseGet(() -> begin(running));
        underWay = beginAfter(now, running);
        return now;
    }

    /** Nobody waits any more for the step that is under way. */
    void forget() {
        underWay.ifPresent(Flight::results);
        underWay = Optional.empty();
    }

    /** Whether a sequence takes part in the step that is under way. */
    boolean has(LiveSequence sequence) {
        return underWay.map(flight -> flight.has(sequence)).orElse(false);
    }

    /** A sequence that can take part, and where it stands when the step begins. */
    private record Able(LiveSequence sequence, Sequence.Active then) {}

    /** A step of the sequences that run, all of whose tokens are known. */
    private Flight begin(List<LiveSequence> running) {
        List<Able> able =
                able(running).stream().map(each -> new Able(each, each.active())).toList();
        int[] drafts = speculation.plan(able.stream().map(Able::sequence).toList());
        Flight flight = planned(able, drafts, false);
        List<StepItem> items = flight.items();
        flight.begun(ahead ? EngineCall.begin(engine, items) : EngineCall.run(engine, items));
        return flight;
    }

    /**
     * The step after one that is under way, if it depends on none of its tokens. Whoever it turns
     * out to end takes part for nothing.
     */
    private Optional<Flight> beginAfter(Flight now, List<LiveSequence> running) {
        if (!ahead || !now.canBeFollowed()) {
            return Optional.empty();
        }
        List<Able> able = new ArrayList<>();
        for (LiveSequence sequence : able(running)) {
            if (now.after(sequence) instanceof Sequence.Active then) {
                able.add(new Able(sequence, then));
            }
        }
        List<LiveSequence> sequences = able.stream().map(Able::sequence).toList();
        if (able.isEmpty() || !speculation.rests(sequences)) {
            return Optional.empty();
        }
        Flight flight = planned(able, new int[able.size()], true);
        return EngineCall.beginWhole(engine, flight.items())
                .map(call -> {
                    flight.begun(call);
                    return flight;
                });
    }

    private Flight planned(List<Able> able, int[] drafts, boolean early) {
        List<Share> shares =
                planner.plan(able.stream().map(Able::then).toList(), drafts, pace.known());
        Flight flight = new Flight(early, nanoClock.getAsLong());
        for (Share share : shares) {
            Able next = able.get(share.index());
            flight.take(next.sequence(), next.then(), share.tokens());
        }
        return flight;
    }

    /**
     * Those whose slots are not being filled, while there are others to go on with, and who need
     * not wait for what another one computes.
     */
    private List<LiveSequence> able(List<LiveSequence> running) {
        List<LiveSequence> able = running.stream().filter(s -> !s.isRestoring()).toList();
        List<LiveSequence> some = able.isEmpty() ? List.copyOf(running) : able;
        return shares ? SharedPrefill.leaders(some) : some;
    }
}
