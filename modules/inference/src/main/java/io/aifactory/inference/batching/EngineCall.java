package io.aifactory.inference.batching;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.List;

/** One step on the engine, in which no sequence can spoil another one's. */
final class EngineCall {
    private EngineCall() {}

    /** What became of one sequence's part. */
    sealed interface Result {
        /**
         * Hands it to its sequence, which fails if it cannot go on.
         *
         * @param item what it contributed
         * @return how many tokens the step gave it
         */
        int applyTo(LiveSequence sequence, StepItem item, long now);

        /**
         * @param tokens those that the item asked for
         */
        record Sampled(List<SampledToken> tokens) implements Result {
            @Override
            public int applyTo(LiveSequence sequence, StepItem item, long now) {
                try {
                    return sequence.advance(item, tokens, now);
                } catch (RuntimeException e) {
                    sequence.fail(
                            new FactoryException(
                                    ErrorCode.INTERNAL, ErrorCode.INTERNAL.publicMessage(), e));
                    return 0;
                }
            }
        }

        record Refused(IllegalArgumentException why) implements Result {
            @Override
            public int applyTo(LiveSequence sequence, StepItem item, long now) {
                sequence.fail(
                        new FactoryException(
                                ErrorCode.INVALID_REQUEST,
                                "The model cannot run this sequence; check its tokens.",
                                why));
                return 0;
            }
        }
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

    private static List<Result> sampled(List<List<SampledToken>> tokens) {
        return tokens.stream().<Result>map(Result.Sampled::new).toList();
    }
}
