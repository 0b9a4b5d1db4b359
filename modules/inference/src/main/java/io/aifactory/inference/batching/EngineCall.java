package io.aifactory.inference.batching;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.inference.StepUnderWay;
import java.util.List;
import java.util.Optional;

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

    /** What is to come of a step. */
    interface Call {
        /** Waits for it; to be called once. */
        List<Result> results();
    }

    /** The whole batch in one call; where the engine refuses that, each sequence by itself. */
    static Call run(InferenceEngine engine, List<StepItem> items) {
        try {
            List<Result> whole = sampled(engine.step(items));
            return () -> whole;
        } catch (IllegalArgumentException _) {
            return each(engine, items);
        }
    }

    /** The same without waiting for it, for a step that another one is begun after. */
    static Call begin(InferenceEngine engine, List<StepItem> items) {
        return beginWhole(engine, items).orElseGet(() -> each(engine, items));
    }

    private static Call each(InferenceEngine engine, List<StepItem> items) {
        List<Result> each = items.stream().map(item -> alone(engine, item)).toList();
        return () -> each;
    }

    /** The whole batch in one call, unless the engine refuses that. */
    static Optional<Call> beginWhole(InferenceEngine engine, List<StepItem> items) {
        try {
            StepUnderWay step = engine.begin(items);
            return Optional.of(() -> sampled(step.tokens()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Result alone(InferenceEngine engine, StepItem item) {
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
