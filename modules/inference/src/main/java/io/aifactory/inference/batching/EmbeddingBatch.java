package io.aifactory.inference.batching;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.economics.cost.StepEnergy;
import io.aifactory.inference.embedding.EmbeddingPlanner;
import io.aifactory.inference.tier.TierLoad;
import io.aifactory.languagemodel.embedding.EmbeddingEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The open requests of one loaded embedding model. Those that have just had a turn go behind the
 * others, so that each of them comes forward. Owned by the device's thread.
 */
final class EmbeddingBatch implements DeviceWork {
    private final EmbeddingEngine engine;
    private final EmbeddingPlanner planner;
    private final int places;
    private final EnergyTap energy;
    private final double baseShare;
    private final LongSupplier nanoClock;
    private final Consumer<LiveEmbedding> left;
    private final List<LiveEmbedding> waiting = new ArrayList<>();
    private final List<LiveEmbedding> running = new ArrayList<>();

    /**
     * @param places requests that take part in steps at once
     * @param baseShare part of a step's energy that its requests share evenly, in [0, 1]
     * @param left called for each request that leaves, before its client is told
     */
    EmbeddingBatch(
            EmbeddingEngine engine,
            EmbeddingPlanner planner,
            int places,
            EnergyTap energy,
            double baseShare,
            LongSupplier nanoClock,
            Consumer<LiveEmbedding> left) {
        this.engine = engine;
        this.planner = planner;
        this.places = places;
        this.energy = energy;
        this.baseShare = baseShare;
        this.nanoClock = nanoClock;
        this.left = left;
    }

    void add(LiveEmbedding request) {
        waiting.add(request);
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
        return places;
    }

    /** Nothing is kept between two steps. */
    @Override
    public long heldTokens() {
        return 0;
    }

    @Override
    public TierLoad kept() {
        return TierLoad.NONE;
    }

    @Override
    public void admit() {
        waiting.removeIf(this::letGo);
        running.removeIf(this::letGo);
        List<LiveEmbedding> next =
                waiting.subList(0, Math.min(waiting.size(), places - running.size()));
        running.addAll(next);
        next.clear();
    }

    private boolean letGo(LiveEmbedding request) {
        if (!request.cancelled()) {
            return false;
        }
        left.accept(request);
        return true;
    }

    @Override
    public StepReport step() {
        int[] counts = planner.plan(running);
        List<LiveEmbedding> taking = new ArrayList<>();
        List<List<int[]>> inputs = new ArrayList<>();
        long start = nanoClock.getAsLong();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                taking.add(running.get(i));
                inputs.add(running.get(i).start(counts[i], start));
            }
        }
        List<EmbeddingCall.Result> results = EmbeddingCall.run(engine, inputs);
        long end = nanoClock.getAsLong();
        int[] work = inputs.stream().mapToInt(EmbeddingBatch::tokens).toArray();
        long nanojoules = energy.draw();
        long[] parts = StepEnergy.split(nanojoules, baseShare, work);
        for (int i = 0; i < work.length; i++) {
            LiveEmbedding request = taking.get(i);
            request.charge(parts[i]);
            takeOver(request, results.get(i));
        }
        running.removeAll(taking);
        taking.stream().filter(request -> !request.isOver()).forEach(running::add);
        taking.stream().filter(LiveEmbedding::isOver).forEach(this::end);
        int tokens = Arrays.stream(work).sum();
        return new StepReport(
                end - start, nanojoules, work.length, 0, tokens, 0, 0, 0, 0, Interlude.NONE);
    }

    private static int tokens(List<int[]> inputs) {
        return inputs.stream().mapToInt(input -> input.length).sum();
    }

    private static void takeOver(LiveEmbedding request, EmbeddingCall.Result result) {
        switch (result) {
            case EmbeddingCall.Result.Made(List<float[]> vectors) -> request.took(vectors);
            case EmbeddingCall.Result.Refused(IllegalArgumentException why) ->
                    request.fail(
                            new FactoryException(
                                    ErrorCode.INVALID_REQUEST,
                                    "The model cannot embed these inputs; check their tokens.",
                                    why));
        }
    }

    private void end(LiveEmbedding request) {
        left.accept(request);
        request.tellEnd(energy.estimated());
    }

    @Override
    public void failAll(FactoryException error) {
        List<LiveEmbedding> open = new ArrayList<>(running);
        open.addAll(waiting);
        running.clear();
        waiting.clear();
        for (LiveEmbedding request : open) {
            request.fail(error);
            end(request);
        }
    }
}
