package io.aifactory.schedulercore.scoring;

import io.aifactory.schedulercore.engine.EngineModel;
import io.aifactory.schedulercore.engine.StepLaw;
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

    private final Lessons lessons;

    /**
     * @param engines learns from the steps that are told here
     */
    public Bystanders(EngineModel engines) {
        this.lessons = new Lessons(engines);
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
        lessons.mirrors()
                .sent(
                        workerId,
                        new LiveRequest(
                                request,
                                request.promptTokens() - uncached,
                                lessons.mirrors().lengths(request),
                                nowNanos));
    }

    /** What came of them, and the steps of all workers. */
    public void observed(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.StepObserved step -> lessons.stepped(step);
            case RoutingEvent.FirstToken first ->
                    lessons.mirrors().firstToken(first.requestId(), first.nowNanos());
            case RoutingEvent.Finished end -> lessons.finished(end);
            case RoutingEvent.Abandoned abandoned ->
                    lessons.mirrors().abandoned(abandoned.requestId());
            case RoutingEvent.WorkerGone gone -> lessons.gone(gone.workerId());
        }
    }

    /**
     * @param before prompts that the worker has to compute anyway
     * @param after with the one in question
     * @param kvTokens that the worker's sequences attend to
     */
    public Harm harm(
            String workerId, Prompts before, Prompts after, double kvTokens, long nowNanos) {
        WorkerMirror worker = lessons.mirrors().of(workerId);
        List<LiveRequest> decoding = worker.decoding();
        if (decoding.isEmpty()) {
            return new Harm(0, 0);
        }
        StepLaw law = lessons.law(workerId);
        double itl =
                law.decodeMillis(decoding.size(), kvTokens)
                        / (1 - lessons.experience().stallShare());
        double spread = law.decodeSpread(decoding.size(), kvTokens);
        Outlook with =
                new Outlook(
                        after.steps(), after.millis(), itl, spread, lessons.experience().scatter());
        Outlook without =
                new Outlook(
                        before.steps(),
                        before.millis(),
                        itl,
                        spread,
                        lessons.experience().scatter());
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
