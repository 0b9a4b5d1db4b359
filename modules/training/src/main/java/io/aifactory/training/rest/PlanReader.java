package io.aifactory.training.rest;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.training.TrainingConfig;
import io.aifactory.training.spec.JobPlan;
import io.aifactory.training.spec.ModelShape;
import io.aifactory.training.spec.OptimizerSpec;
import io.aifactory.training.spec.Registration;
import io.aifactory.training.spec.TrainingSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Completes a submission with the defaults. */
@ApplicationScoped
public class PlanReader {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.98;
    private static final double EPSILON = 1e-8;
    private static final double WEIGHT_DECAY = 0.1;
    private static final double CLIP_NORM = 1.0;

    private final TrainingConfig.Defaults defaults;
    private final int threads;

    PlanReader(TrainingConfig config) {
        this.defaults = config.defaults();
        this.threads =
                config.trainer().threads() > 0
                        ? config.trainer().threads()
                        : Runtime.getRuntime().availableProcessors();
    }

    /**
     * @throws FactoryException {@code INVALID_REQUEST} if name or dataset is missing
     */
    JobPlan plan(@Nullable JobRequest body) {
        JobRequest request = required("the request body", body);
        int steps = or(request.steps(), defaults.steps());
        double learningRate = or(request.learningRate(), defaults.learningRate());
        TrainingSpec spec =
                new TrainingSpec(
                        TrainingSpec.FORMAT,
                        digest(required("dataset", request.dataset())),
                        shape(or(request.model(), JobRequest.Model.UNSAID)),
                        steps,
                        or(request.batchRows(), defaults.batchRows()),
                        new OptimizerSpec(
                                learningRate,
                                learningRate * defaults.finalLearningRateShare(),
                                or(
                                        request.warmupSteps(),
                                        Math.min(defaults.warmupSteps(), steps / 10)),
                                BETA_1,
                                BETA_2,
                                EPSILON,
                                WEIGHT_DECAY,
                                CLIP_NORM),
                        or(request.seed(), defaults.seed()),
                        or(request.evaluateEvery(), defaults.evaluateEvery()),
                        or(request.evaluationTokens(), defaults.evaluationTokens()),
                        threads);
        return new JobPlan(
                required("name", request.name()),
                spec,
                or(request.checkpointEvery(), defaults.checkpointEvery()),
                registration(request.register()));
    }

    private ModelShape shape(JobRequest.Model model) {
        return new ModelShape(
                or(model.hidden(), defaults.hidden()),
                or(model.intermediate(), defaults.intermediate()),
                or(model.layers(), defaults.layers()),
                or(model.heads(), defaults.heads()),
                or(model.keyValueHeads(), defaults.keyValueHeads()),
                or(model.contextTokens(), defaults.contextTokens()));
    }

    private static @Nullable Registration registration(JobRequest.@Nullable Register register) {
        return register == null
                ? null
                : new Registration(
                        required("register.model", register.model()),
                        or(register.aliases(), List.of()));
    }

    private static Digest digest(String text) {
        try {
            return new Digest(text);
        } catch (IllegalArgumentException e) {
            throw new FactoryException(
                            ErrorCode.INVALID_REQUEST,
                            "dataset must be the digest of a dataset version, sha256:<64 hex"
                                    + " digits>; the ingestion job that made it says it",
                            e)
                    .withParameter("dataset");
        }
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new FactoryException(ErrorCode.INVALID_REQUEST, field + " is missing")
                    .withParameter(field);
        }
        return value;
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return Objects.requireNonNullElse(value, otherwise);
    }
}
