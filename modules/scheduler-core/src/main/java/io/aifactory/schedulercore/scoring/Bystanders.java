package io.aifactory.schedulercore.scoring;

import io.aifactory.schedulercore.engine.EngineModel;
import io.aifactory.schedulercore.engine.StepLaw;
import io.aifactory.schedulercore.load.OutputLengths;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.RoutingEvent;
import java.util.List;

/**
 * Sequences that decode, and what prompts computed between their tokens do to them: for whoever
 * decides about prompts and not about workers. All is learned from what it is told. Not
 * thread-safe.
 */
public final class Bystanders {
    private static final double NANOS_PER_MILLI = 1e6;

    private final EngineModel engines;
    private final Mirrors mirrors = new Mirrors(new OutputLengths());
    private final Experience experience = new Experience();

    /**
     * @param engines learns from the steps that are told here
     */
    public Bystanders(EngineModel engines) {
        this.engines = engines;
    }

    /**
     * Prompts that a worker computes one after the other.
     *
     * @param steps in which it does
     * @param millis that these take
     */
    public record Prompts(double steps, double millis) {}

    /**
     * Expected harm to the sequences on a worker if it computes more prompts than it has to anyway.
     *
     * @param misses promises of a time between tokens that are expected to break because of it
     * @param delayMillis of those that have no such promise, all together
     */
    public record Harm(double misses, double delayMillis) {}

    /** A request will decode on this worker, which has to compute so much of its prompt. */
    public void sent(String workerId, RequestFeatures request, int uncached, long nowNanos) {
        mirrors.sent(
                workerId,
                new LiveRequest(
                        request,
                        request.promptTokens() - uncached,
                        mirrors.lengths(request),
                        nowNanos));
    }

    /** What came of them, and the steps of all workers. */
    public void observed(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.StepObserved step -> stepped(step);
            case RoutingEvent.FirstToken first ->
                    mirrors.firstToken(first.requestId(), first.nowNanos());
            case RoutingEvent.Finished end -> finished(end);
            case RoutingEvent.Abandoned abandoned -> mirrors.abandoned(abandoned.requestId());
            case RoutingEvent.WorkerGone gone -> {
                mirrors.gone(gone.workerId());
                engines.forget(gone.workerId());
            }
        }
    }

    private void stepped(RoutingEvent.StepObserved step) {
        engines.observe(step.workerId(), step.content(), step.nanos(), step.joules());
        mirrors.of(step.workerId()).stepped(step.content());
        int decoding = step.content().decodeSequences();
        if (decoding > 0) {
            experience.stepped(
                    decoding,
                    engines.of(step.workerId())
                            .decodeMillis(decoding, (double) step.content().kvTokens()));
        }
    }

    private void finished(RoutingEvent.Finished end) {
        LiveRequest request = mirrors.ended(end.requestId(), end.outputTokens());
        if (request == null || !request.started || end.outputTokens() < 2) {
            return;
        }
        double millis = (end.nowNanos() - request.firstNanos) / NANOS_PER_MILLI;
        if (millis > 0) {
            experience.finished(end.outputTokens(), millis);
        }
    }

    /**
     * @param before prompts that the worker has to compute anyway
     * @param after with the one in question
     * @param kvTokens that the worker's sequences attend to
     */
    public Harm harm(
            String workerId, Prompts before, Prompts after, double kvTokens, long nowNanos) {
        WorkerMirror worker = mirrors.of(workerId);
        List<LiveRequest> decoding = worker.decoding();
        if (decoding.isEmpty()) {
            return new Harm(0, 0);
        }
        StepLaw law = engines.of(workerId);
        double itl = law.decodeMillis(decoding.size(), kvTokens) / (1 - experience.stallShare());
        double spread = law.decodeSpread(decoding.size(), kvTokens);
        Outlook with =
                new Outlook(after.steps(), after.millis(), itl, spread, experience.scatter());
        Outlook without =
                new Outlook(before.steps(), before.millis(), itl, spread, experience.scatter());
        double misses = 0;
        double delay = 0;
        for (LiveRequest other : decoding) {
            if (Double.isInfinite(other.promisedItl)) {
                delay += after.millis() - before.millis();
            } else {
                int generated = worker.generated(other);
                double elapsed = (nowNanos - other.firstNanos) / NANOS_PER_MILLI;
                misses +=
                        with.misses(other, generated, elapsed)
                                - without.misses(other, generated, elapsed);
            }
        }
        return new Harm(misses, delay);
    }
}
