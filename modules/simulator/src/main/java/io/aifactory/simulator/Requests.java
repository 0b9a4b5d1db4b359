package io.aifactory.simulator;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.simulator.engine.SimulatedSequence;
import io.aifactory.simulator.engine.SimulatedWorker;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.trace.Arrival;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one run, numbered from 0 as they arrive, and what became of them. Used once; not
 * thread-safe.
 */
public final class Requests {
    private static final String MODEL = "simulated";

    private final WorkerModel model;
    private final SloRule slo;
    private final List<Arrival> arrivals;
    private final RequestFeatures[] features;
    private final @Nullable Outcome[] outcomes;
    private final int longestOutput;

    /**
     * @param arrivals sorted by time
     * @throws IllegalArgumentException if they are not, or their blocks are not of the size of the
     *     worker's
     */
    public Requests(WorkerModel model, SloRule slo, List<Arrival> arrivals) {
        check(model, arrivals);
        this.model = model;
        this.slo = slo;
        this.arrivals = arrivals;
        this.features = new RequestFeatures[arrivals.size()];
        this.outcomes = new Outcome[arrivals.size()];
        this.longestOutput = arrivals.stream().mapToInt(Arrival::outputTokens).max().orElse(1);
    }

    private static void check(WorkerModel model, List<Arrival> arrivals) {
        long before = 0;
        for (Arrival arrival : arrivals) {
            if (arrival.nanos() < before) {
                throw new IllegalArgumentException("arrivals must be sorted by time");
            }
            before = arrival.nanos();
            if (arrival.blocks().count() > 0
                    && arrival.blocks().blockTokens() != model.blockTokens()) {
                throw new IllegalArgumentException(
                        "the trace has blocks of %d tokens, worker model '%s' of %d; use a model with blocks of %d"
                                .formatted(
                                        arrival.blocks().blockTokens(),
                                        model.name(),
                                        model.blockTokens(),
                                        arrival.blocks().blockTokens()));
            }
        }
    }

    public int count() {
        return arrivals.size();
    }

    /** When a request comes; {@link Long#MAX_VALUE} after the last one. */
    public long nanos(int id) {
        return id < arrivals.size() ? arrivals.get(id).nanos() : Long.MAX_VALUE;
    }

    /** A request arrives: as workers know it. */
    public SimulatedSequence arrive(int id) {
        Arrival arrival = arrivals.get(id);
        PromptBlocks blocks =
                arrival.blocks().count() == 0
                        ? blocksOfItsOwn(id, arrival.promptTokens())
                        : arrival.blocks();
        features[id] =
                new RequestFeatures(
                        Integer.toString(id),
                        arrival.tenant(),
                        MODEL,
                        arrival.promptTokens(),
                        longestOutput,
                        blocks,
                        slo.of(model, arrival.promptTokens()),
                        OptionalInt.empty());
        return new SimulatedSequence(id, arrival, blocks);
    }

    /** A request that has arrived, as routers know it. */
    public RequestFeatures features(SimulatedSequence sequence) {
        return features[sequence.id()];
    }

    /** Whether any worker could ever run it. */
    public boolean fits(SimulatedSequence sequence) {
        return SimulatedWorker.canHold(
                model, sequence.arrival().promptTokens(), sequence.arrival().outputTokens());
    }

    /** It was turned away. */
    public void refused(SimulatedSequence sequence) {
        outcomes[sequence.id()] = Outcome.refused(sequence, features(sequence).slo());
    }

    /** Its last token has come. */
    public Outcome finished(SimulatedSequence sequence) {
        if (outcomes[sequence.id()] != null) {
            throw new IllegalStateException("request " + sequence.id() + " has ended twice");
        }
        Outcome outcome = Outcome.of(sequence, features(sequence).slo());
        outcomes[sequence.id()] = outcome;
        return outcome;
    }

    /** What became of all of them, in their order; all have ended. */
    public List<Outcome> outcomes() {
        return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
    }

    /** Hashes that no trace uses: traces count from 0 or draw at random from all. */
    private PromptBlocks blocksOfItsOwn(int id, int promptTokens) {
        long[] hashes = new long[model.blocksFor(promptTokens)];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Long.MIN_VALUE | ((long) id << 24) | i;
        }
        return new PromptBlocks(model.blockTokens(), hashes);
    }
}
