package io.aifactory.inference.process;

import io.aifactory.inference.InferenceConfig;
import io.aifactory.inference.batching.StepLoop;
import io.aifactory.inference.batching.WorkerPhase;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: a model takes sequences, or none was asked for. */
@Readiness
class ModelReadiness implements HealthCheck {
    private final StepLoop loop;
    private final InferenceConfig config;

    ModelReadiness(StepLoop loop, InferenceConfig config) {
        this.loop = loop;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        WorkerPhase phase = loop.load().phase();
        boolean ready =
                switch (phase) {
                    case WorkerPhase.Ready _ -> true;
                    case WorkerPhase.Empty _ -> config.modelName().isEmpty();
                    case WorkerPhase.Loading _, WorkerPhase.Draining _ -> false;
                };
        return HealthCheckResponse.named("model")
                .status(ready)
                .withData(
                        "phase",
                        phase.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
                .build();
    }
}
