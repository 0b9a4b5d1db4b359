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

    /** Variance below which no forecast is trusted, in ms². */
    private static final double LEAST_VARIANCE = 1;

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
        double spread =
                law.prefillSpread(
                        Math.min(budget, request.uncomputed), request.pairs(), running, attended);
        double moving = 1 - experience.stallShare();
        double decodeBefore = law.decodeMillis(all, context + promptContext);
        double decode = law.decodeMillis(all + 1, context + promptContext + own);
        double itl = decode / moving;

        Slo slo = features.slo();
        double ttftMiss =
                Odds.exceeds(ttft - slo.ttftMillis(), square(spread * ttft) + square(ttft / steps));
        double itlMiss = miss(request, 1, 0, 0, 0, itl, spread);
        double misses = 0;
        double delay = 0;
        double olderItl = decodeBefore / moving;
        for (int i = 0; i < decoding.size(); i++) {
            LiveRequest other = decoding.get(i);
            int generated = worker.generated(other);
            if (other.promisedItl == Double.POSITIVE_INFINITY) {
                delay += ttft - before;
                continue;
            }
            double elapsed = (nowNanos - other.firstNanos) / NANOS_PER_MILLI;
            misses +=
                    miss(other, generated, elapsed, steps, ttft, itl, spread)
                            - miss(
                                    other,
                                    generated,
                                    elapsed,
                                    stepsBefore,
                                    before,
                                    olderItl,
                                    spread);
        }
        for (int i = 0; i < prompts.size(); i++) {
            LiveRequest other = prompts.get(i);
            misses +=
                    miss(other, 1, 0, steps - stepsBefore, ttft - before, itl, spread)
                            - miss(other, 1, 0, 0, 0, olderItl, spread);
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

    /**
     * Probability that a sequence breaks its promise of time between tokens, over the points of its
     * length.
     *
     * @param generated tokens it has
     * @param elapsed milliseconds since its first token
     * @param steps with prompts that are known to come first, a token in each
     * @param stepsMillis that those take together
     * @param itl milliseconds for each token after that
     * @param spread relative, of the known part
     */
    private double miss(
            LiveRequest request,
            int generated,
            double elapsed,
            double steps,
            double stepsMillis,
            double itl,
            double spread) {
        double promised = request.promisedItl;
        if (promised == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double sum = 0;
        for (int point = 0; point < LengthSketch.POINTS; point++) {
            double total = request.total(generated, point);
            double left = total - generated;
            double known = left <= steps ? stepsMillis * left / steps : stepsMillis;
            double open = left <= steps ? 0 : (left - steps) * itl;
            double variance =
                    experience.scatter() * open + square(spread * (known + open)) + LEAST_VARIANCE;
            sum += Odds.exceeds(elapsed + known + open - promised * (total - 1), variance);
        }
        return sum / LengthSketch.POINTS;
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
