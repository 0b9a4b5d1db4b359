package io.aifactory.training.spec;

import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import java.util.regex.Pattern;

/** The rules a plan satisfies before a job exists. Every complaint names the field and the fix. */
public final class SpecRules {
    private static final Pattern RUN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,95}");
    private static final Pattern MODEL_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,95}");
    private static final Pattern ALIAS = Pattern.compile("[a-z][a-z0-9._-]{0,62}");

    private SpecRules() {}

    /**
     * @throws FactoryException {@code INVALID_REQUEST} or {@code LIMIT_EXCEEDED}, with the field as
     *     parameter
     */
    public static void check(JobPlan plan, DatasetManifest dataset) {
        if (!RUN_NAME.matcher(plan.name()).matches()) {
            throw invalid(
                    "name",
                    "name must start with a letter or digit and have at most 96 letters, digits,"
                            + " spaces, '.', '_' or '-'");
        }
        checkShape(plan.spec().model());
        checkSteps(plan);
        checkOptimizer(plan.spec());
        checkAgainst(dataset, plan.spec());
        Registration register = plan.register();
        if (register != null) {
            checkRegistration(register);
        }
    }

    private static void checkShape(ModelShape shape) {
        range("model.hidden", shape.hidden(), 8, 16_384);
        range("model.intermediate", shape.intermediate(), 8, 65_536);
        range("model.layers", shape.layers(), 1, 256);
        range("model.heads", shape.heads(), 1, 256);
        range("model.keyValueHeads", shape.keyValueHeads(), 1, shape.heads());
        range("model.contextTokens", shape.contextTokens(), 8, 131_072);
        if (shape.hidden() % shape.heads() != 0 || shape.headSize() % 2 != 0) {
            throw invalid(
                    "model.heads",
                    "model.hidden (%d) divided by model.heads (%d) must be an even whole number:"
                                    .formatted(shape.hidden(), shape.heads())
                            + " rotary embeddings work on pairs");
        }
        if (shape.heads() % shape.keyValueHeads() != 0) {
            throw invalid(
                    "model.keyValueHeads",
                    "model.keyValueHeads (%d) must divide model.heads (%d)"
                            .formatted(shape.keyValueHeads(), shape.heads()));
        }
    }

    private static void checkSteps(JobPlan plan) {
        TrainingSpec spec = plan.spec();
        range("steps", spec.steps(), 1, Limits.TRAINING_STEPS);
        range("batchRows", spec.batchRows(), 1, Limits.TRAINING_STEP_TOKENS);
        range("evaluateEvery", spec.evaluateEvery(), 1, Limits.TRAINING_STEPS);
        range("evaluationTokens", spec.evaluationTokens(), 1, Integer.MAX_VALUE);
        range("checkpointEvery", plan.checkpointEvery(), 1, Limits.TRAINING_STEPS);
        range("threads", spec.threads(), 1, 1_024);
        if (spec.tokensPerStep() > Limits.TRAINING_STEP_TOKENS) {
            throw limit(
                    "batchRows",
                    "batchRows (%d) times model.contextTokens (%d) must be at most %d tokens"
                            .formatted(
                                    spec.batchRows(),
                                    spec.model().contextTokens(),
                                    Limits.TRAINING_STEP_TOKENS));
        }
    }

    private static void checkOptimizer(TrainingSpec spec) {
        OptimizerSpec optimizer = spec.optimizer();
        positive("learningRate", optimizer.learningRate(), 1);
        range("warmupSteps", optimizer.warmupSteps(), 0, spec.steps());
    }

    private static void checkAgainst(DatasetManifest dataset, TrainingSpec spec) {
        long parameters = spec.model().parameters(dataset.vocabulary());
        if (parameters > Limits.TRAINING_PARAMETERS) {
            throw limit(
                    "model",
                    "the model would have %,d parameters; at most %,d are allowed"
                            .formatted(parameters, Limits.TRAINING_PARAMETERS));
        }
        if (dataset.trainTokens() < spec.model().contextTokens() + 1L) {
            throw invalid(
                    "model.contextTokens",
                    "dataset '%s' has %,d training tokens; one window needs %,d: choose a larger"
                                    .formatted(
                                            dataset.name(),
                                            dataset.trainTokens(),
                                            spec.model().contextTokens() + 1L)
                            + " dataset or a smaller model.contextTokens");
        }
        if (dataset.heldOutTokens() < 2) {
            throw invalid(
                    "dataset",
                    "dataset '%s' has no held-out documents, so the model could not be evaluated:"
                                    .formatted(dataset.name())
                            + " ingest it again with heldOutPercent above 0 or more documents");
        }
    }

    private static void checkRegistration(Registration register) {
        if (!MODEL_NAME.matcher(register.model()).matches()) {
            throw invalid(
                    "register.model",
                    "register.model must start with a small letter or digit and have at most 96"
                            + " small letters, digits, '.', '_' or '-'");
        }
        for (String alias : register.aliases()) {
            if (!ALIAS.matcher(alias).matches()) {
                throw invalid(
                        "register.aliases",
                        "an alias must start with a small letter and have at most 63 small"
                                + " letters, digits, '.', '_' or '-'");
            }
        }
    }

    private static void range(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw invalid(
                    field,
                    "%s must be from %,d to %,d, not %,d".formatted(field, least, most, value));
        }
    }

    private static void positive(String field, double value, double most) {
        if (!(value > 0) || value > most) {
            throw invalid(
                    field,
                    "%s must be above 0 and at most %s, not %s".formatted(field, most, value));
        }
    }

    private static FactoryException invalid(String field, String message) {
        return new FactoryException(ErrorCode.INVALID_REQUEST, message).withParameter(field);
    }

    private static FactoryException limit(String field, String message) {
        return new FactoryException(ErrorCode.LIMIT_EXCEEDED, message).withParameter(field);
    }
}
