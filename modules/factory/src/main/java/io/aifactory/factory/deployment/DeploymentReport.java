package io.aifactory.factory.deployment;

import io.aifactory.contracts.worker.PrecisionSetting;
import io.aifactory.factory.quality.DeploymentQuality;
import io.aifactory.factory.supervision.WorkerOperation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as the API shows it.
 *
 * @param name served model name
 * @param model what was asked for
 * @param modelVersion what serves
 * @param manifest digest of the version's manifest
 * @param adapters served beside it, each under a name of its own
 * @param state STARTING, SERVING, DEGRADED, FAILED or STOPPED
 * @param reason why it is not simply serving; may be empty
 * @param workers wanted
 * @param ready workers that take requests now
 * @param slots sequences at once in one worker
 * @param precision asked for; absent = as the workers are configured
 * @param slo that workers choose by; absent = as they are configured
 * @param operations how its ready workers run the model, each way once
 * @param draft guesses next tokens for it; absent = none does
 * @param quality in the precision that its workers keep it in; null while none serves
 */
public record DeploymentReport(
        String name,
        String model,
        String modelVersion,
        String manifest,
        List<Adapter> adapters,
        String state,
        String reason,
        int workers,
        int ready,
        int slots,
        @Nullable String precision,
        @Nullable SloSetting slo,
        List<WorkerOperation> operations,
        @Nullable Draft draft,
        Instant createdAt,
        @Nullable DeploymentQuality quality) {
    /**
     * An adapter beside the model.
     *
     * @param name served model name
     * @param model what was asked for
     * @param modelVersion what serves
     * @param manifest digest of the version's manifest
     */
    public record Adapter(String name, String model, String modelVersion, String manifest) {
        private static Adapter of(AdapterSpec spec) {
            return new Adapter(
                    spec.name(), spec.reference(), spec.modelVersion(), spec.manifest().value());
        }
    }

    /**
     * The model that guesses.
     *
     * @param model what was asked for
     * @param modelVersion what guesses
     * @param manifest digest of the version's manifest
     */
    public record Draft(String model, String modelVersion, String manifest) {
        private static Draft of(DraftSpec spec) {
            return new Draft(spec.reference(), spec.modelVersion(), spec.manifest().value());
        }
    }

    static DeploymentReport of(Deployment deployment, int ready, List<WorkerOperation> operations) {
        DeploymentSpec spec = deployment.spec();
        return new DeploymentReport(
                spec.name(),
                spec.reference(),
                spec.modelVersion(),
                spec.manifest().value(),
                spec.adapters().stream().map(Adapter::of).toList(),
                deployment.label(),
                deployment.reason(),
                spec.workers(),
                ready,
                spec.slots(),
                spec.precision().map(PrecisionSetting::key).orElse(null),
                spec.slo().map(SloSetting::of).orElse(null),
                operations,
                spec.draft().map(Draft::of).orElse(null),
                spec.createdAt(),
                null);
    }

    DeploymentReport with(DeploymentQuality known) {
        return new DeploymentReport(
                name,
                model,
                modelVersion,
                manifest,
                adapters,
                state,
                reason,
                workers,
                ready,
                slots,
                precision,
                slo,
                operations,
                draft,
                createdAt,
                known);
    }
}
