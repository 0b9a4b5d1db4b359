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
         * @param count tokens it contributed
         * @return whether the step gave it a token
         */
        boolean applyTo(LiveSequence sequence, int count, long now);

        record Sampled(SampledToken token) implements Result {
            @Override
            public boolean applyTo(LiveSequence sequence, int count, long now) {
                try {
                    return sequence.advance(count, token, now);
                } catch (RuntimeException e) {
                    sequence.fail(
                            new FactoryException(
                                    ErrorCode.INTERNAL, ErrorCode.INTERNAL.publicMessage(), e));
                    return false;
                }
            }
        }

        record Refused(IllegalArgumentException why) implements Result {
            @Override
            public boolean applyTo(LiveSequence sequence, int count, long now) {
                sequence.fail(
                        new FactoryException(
                                ErrorCode.INVALID_REQUEST,
                                "The model cannot run this sequence; check its tokens.",
                                why));
                return false;
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

    private static List<Result> sampled(List<SampledToken> tokens) {
        return tokens.stream().<Result>map(Result.Sampled::new).toList();
    }
}
