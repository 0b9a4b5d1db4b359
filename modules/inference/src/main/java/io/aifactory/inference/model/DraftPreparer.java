package io.aifactory.inference.model;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.util.function.Function;

/** Finds a draft model in storage and compares it with the model that it is to guess for. */
final class DraftPreparer {
    private static final String PARAMETER = "draft";

    private DraftPreparer() {}

    /**
     * @param model to guess for
     * @param prepare finds the files of a model, without adapters and draft model
     * @throws FactoryException as {@link ModelPreparer#prepare}, naming the draft model
     */
    static PreparedDraft prepare(
            PreparedModel model, DraftWish wish, Function<DraftWish, PreparedModel> prepare) {
        PreparedModel draft = found(wish, prepare);
        if (!(model.task() instanceof ModelTask.Generates target)) {
            throw new FactoryException(
                            ErrorCode.UNSUPPORTED,
                            "'%s' embeds; a draft model guesses for models that generate."
                                    .formatted(model.name()))
                    .withParameter(PARAMETER);
        }
        if (!(draft.task() instanceof ModelTask.Generates guesser)) {
            throw cannotGuess(model, wish, "it embeds and does not generate");
        }
        DraftFit.problem(
                        model.tokenizer(),
                        model.tokenizerJson(),
                        draft.tokenizer(),
                        draft.tokenizerJson())
                .ifPresent(problem -> {
                    throw cannotGuess(model, wish, problem);
                });
        return new PreparedDraft(
                wish.name(),
                draft.manifest(),
                draft.files(),
                guesser.config(),
                Math.min(target.contextTokens(), guesser.contextTokens()),
                model.precision());
    }

    private static PreparedModel found(DraftWish wish, Function<DraftWish, PreparedModel> prepare) {
        try {
            return prepare.apply(wish);
        } catch (FactoryException e) {
            throw new FactoryException(
                            e.code(),
                            "The draft model '%s' cannot be used: %s"
                                    .formatted(wish.name(), e.message()),
                            e)
                    .withParameter(PARAMETER);
        }
    }

    private static FactoryException cannotGuess(PreparedModel model, DraftWish wish, String why) {
        return new FactoryException(
                        ErrorCode.MODEL_INVALID,
                        ("The draft model '%s' cannot guess for '%s': %s. Name a smaller model with"
                                        + " the same tokenizer, or none.")
                                .formatted(wish.name(), model.name(), why))
                .withParameter(PARAMETER);
    }
}
