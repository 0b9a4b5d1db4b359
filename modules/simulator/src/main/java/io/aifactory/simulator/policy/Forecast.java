package io.aifactory.simulator.policy;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.simulator.model.WorkerModel;

/**
 * What a request would meet on a worker, by the simulator's own model of it: an oracle of step
 * times. Policies that predict get it, because their own predictors (offline profiles, trained
 * regressions) cannot be had here; it flatters them.
 *
 * @param model of all workers
 */
record Forecast(WorkerModel model) {
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * Milliseconds until the prompts in flight on a worker and this one are computed: as many steps
     * as they fill, each beside the sequences that decode there.
     */
    double ttftMillis(RequestFeatures request, Candidate candidate) {
        int uncached = Math.max(1, request.promptTokens() - candidate.cachedTokens());
        long work = candidate.load().pendingPromptTokens() + uncached;
        int budget = model.tokenBudget();
        long steps = (work + budget - 1) / budget;
        int last = (int) (work - (steps - 1) * budget);
        int decoding = Math.min(candidate.load().running(), model.maxSequences());
        long context = Math.max(0, candidate.load().kvTokens());
        long pairs = StepContent.pairs(uncached, candidate.cachedTokens());
        double full =
                steps == 1
                        ? 0
                        : model.time()
                                .nanos(new StepContent(decoding, budget, context, pairs / steps));
        double end = model.time().nanos(new StepContent(decoding, last, context, pairs / steps));
        return ((steps - 1) * full + end) / NANOS_PER_MILLI;
    }

    /** Milliseconds between tokens once it decodes there, without prompts of others. */
    double itlMillis(RequestFeatures request, Candidate candidate) {
        int decoding = Math.min(candidate.load().sequences() + 1, model.maxSequences());
        return model.time()
                        .nanos(
                                new StepContent(
                                        decoding,
                                        0,
                                        candidate.load().contextTokens() + request.promptTokens()))
                / NANOS_PER_MILLI;
    }

    /** Milliseconds that the prompt takes on an empty worker which holds so much of it. */
    double prefillMillis(int promptTokens, int cachedTokens) {
        double nanos = 0;
        int done = Math.min(cachedTokens, promptTokens - 1);
        while (done < promptTokens) {
            int chunk = Math.min(model.tokenBudget(), promptTokens - done);
            nanos +=
                    model.time()
                            .nanos(new StepContent(0, chunk, done, StepContent.pairs(chunk, done)));
            done += chunk;
        }
        return nanos / NANOS_PER_MILLI;
    }
}
