package io.aifactory.schedulercore.scoring;

import io.aifactory.schedulercore.engine.StepLaw;
import io.aifactory.schedulercore.load.LengthSketch;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Slo;
import java.util.List;

/**
 * What happens on a worker if a request is sent there: when its prompt is computed, how fast it
 * decodes, and how the sequences fare that are there already, all by the worker's learned law.
 */
final class Forecast {
    private static final double NANOS_PER_MILLI = 1e6;

    private static final double NO_PROMISE = Double.POSITIVE_INFINITY;

    private final Experience experience;
    private final ReuseShare reuse;

    Forecast(Experience experience, ReuseShare reuse) {
        this.experience = experience;
        this.reuse = reuse;
    }

    /**
     * Fills in the terms of a candidate, but for money.
     *
     * @param request as it would be sent there
     */
    void terms(
            LiveRequest request,
            Candidate candidate,
            WorkerMirror worker,
            StepLaw law,
            long nowNanos,
            double[] terms) {
        RequestFeatures features = request.features;
        List<LiveRequest> prompts = worker.prompts();
        List<LiveRequest> decoding = worker.decoding();
        double tokens = 0;
        double pairs = 0;
        double promptContext = 0;
        for (int i = 0; i < prompts.size(); i++) {
            LiveRequest prompt = prompts.get(i);
            tokens += prompt.uncomputed;
            pairs += prompt.pairs();
            promptContext += prompt.promptTokens;
        }
        double context = 0;
        for (int i = 0; i < decoding.size(); i++) {
            LiveRequest other = decoding.get(i);
            context += other.promptTokens + worker.generated(other);
        }
        // Sequences that others sent there take part in its steps.
        int unknown = Math.max(0, candidate.load().sequences() - worker.count());
        double running = decoding.size() + unknown;
        if (unknown > 0) {
            context = Math.max(context, (double) candidate.load().kvTokens());
        }

        double budget = law.prefillBudget();
        double own = features.promptTokens();
        double stepsBefore = Math.ceil(tokens / budget);
        double steps = Math.ceil((tokens + request.uncomputed) / budget);
        double attended = context + promptContext / 2;
        double before = law.prefillMillis(stepsBefore, tokens, pairs, running, attended);
        double ttft =
                law.prefillMillis(
                        steps,
                        tokens + request.uncomputed,
                        pairs + request.pairs(),
                        running,
                        attended + own / 2);
        double all = running + prompts.size();
        double chunk = Math.min(budget, request.uncomputed);
        double chunkPairs = request.pairs() * chunk / request.uncomputed;
        double spread = law.prefillSpread(chunk, chunkPairs, running, attended);
        double moving = 1 - experience.stallShare();
        double decodeBefore = law.decodeMillis(all, context + promptContext);
        double decode = law.decodeMillis(all + 1, context + promptContext + own);
        double itl = decode / moving;

        Slo slo = features.slo();
        double ttftMiss =
                Odds.exceeds(ttft - slo.ttftMillis(), square(spread * ttft) + square(ttft / steps));
        Outlook alone = new Outlook(0, 0, itl, spread, experience.scatter());
        double itlMiss = request.promisedItl == NO_PROMISE ? 0 : alone.misses(request, 1, 0);
        double olderItl = decodeBefore / moving;
        Outlook with = new Outlook(steps, ttft, itl, spread, experience.scatter());
        Outlook without = new Outlook(stepsBefore, before, olderItl, spread, experience.scatter());
        double misses = 0;
        double delay = 0;
        for (int i = 0; i < decoding.size(); i++) {
            LiveRequest other = decoding.get(i);
            if (other.promisedItl == NO_PROMISE) {
                delay += ttft - before;
                continue;
            }
            int generated = worker.generated(other);
            double elapsed = (nowNanos - other.firstNanos) / NANOS_PER_MILLI;
            misses += with.missesMore(without, other, generated, elapsed);
        }
        Outlook behind =
                new Outlook(steps - stepsBefore, ttft - before, itl, spread, experience.scatter());
        Outlook ahead = new Outlook(0, 0, olderItl, spread, experience.scatter());
        for (int i = 0; i < prompts.size(); i++) {
            LiveRequest other = prompts.get(i);
            if (other.promisedItl != NO_PROMISE) {
                misses += behind.missesMore(ahead, other, 1, 0);
            }
        }
        terms[Terms.TTFT] = ttft;
        terms[Terms.ITL] = itl;
        terms[Terms.OWN_MISS] = Odds.either(ttftMiss, itlMiss);
        terms[Terms.OTHERS_MISSES] = misses;
        terms[Terms.DELAY] = delay;
        terms[Terms.WORK] = ttft - before;
        terms[Terms.EVICTION] =
                reuse.evicted(candidate, worker, request) * (ttft - before) / request.uncomputed;
        terms[Terms.JOULES] = joules(request, law, running, context, own);
    }

    /** Energy of the steps that the request adds, and of its share in those that it joins. */
    private static double joules(
            LiveRequest request, StepLaw law, double running, double context, double own) {
        double output = 0;
        for (int point = 0; point < LengthSketch.POINTS; point++) {
            output += request.total(0, point) / LengthSketch.POINTS;
        }
        double step = law.joules(running, 0, context);
        double prefill = law.joules(running, request.uncomputed, context) - step;
        double with = law.joules(running + 1, 0, context + own);
        return Math.max(0, prefill) + output * Math.max(0, running == 0 ? with : with - step);
    }

    private static double square(double x) {
        return x * x;
    }
}
