package io.aifactory.inference.batching;

import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.List;

/** One step on the engine, in which no sequence can spoil another one's. */
final class EngineCall {
    private EngineCall() {}

    /** What became of one sequence's part. */
    sealed interface Result {
        record Sampled(SampledToken token) implements Result {}

        record Refused(IllegalArgumentException why) implements Result {}
    }

    /** The whole batch in one call; where the engine refuses that, each sequence by itself. */
    static List<Result> run(InferenceEngine engine, List<StepItem> items) {
        try {
            return sampled(engine.step(items));
        } catch (IllegalArgumentException _) {
            return items.stream().map(item -> runAlone(engine, item)).toList();
        }
    }

    private static Result runAlone(InferenceEngine engine, StepItem item) {
        try {
            return sampled(engine.step(List.of(item))).getFirst();
        } catch (IllegalArgumentException e) {
            return new Result.Refused(e);
        }
    }

    private static List<Result> sampled(List<SampledToken> tokens) {
        return tokens.stream().<Result>map(Result.Sampled::new).toList();
    }
}
