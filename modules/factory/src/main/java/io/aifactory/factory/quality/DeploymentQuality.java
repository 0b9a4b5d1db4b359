package io.aifactory.factory.quality;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the quality of a deployment in the precision that its workers keep it in.
 *
 * @param precision of the workers: f32, bf16, int8 or int4
 * @param bitsPerByte of the measured text in that precision; this and all that follows is absent if
 *     nothing was measured
 * @param bitsPerByteF32 the same in float32
 * @param topTokenAgreement part of the places at which the best next token is float32's, in [0, 1]
 * @param tokens that were predicted
 * @param text that was measured: name of a dataset version or a file
 * @param heldOut whether that is the held-out part of the dataset version that the model learned
 *     from
 * @param measuredAt when
 * @param note what to do if nothing was measured; absent otherwise, and for float32
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeploymentQuality(
        String precision,
        @Nullable Double bitsPerByte,
        @Nullable Double bitsPerByteF32,
        @Nullable Double topTokenAgreement,
        @Nullable Integer tokens,
        @Nullable String text,
        @Nullable Boolean heldOut,
        @Nullable Instant measuredAt,
        @Nullable String note) {
    /**
     * @param modelVersion that is served
     * @param precision of its workers
     * @param measured what is known of it
     */
    public static DeploymentQuality of(
            String modelVersion, String precision, Optional<MeasuredQuality> measured) {
        return measured.map(DeploymentQuality::of)
                .orElseGet(() -> unmeasured(modelVersion, precision));
    }

    private static DeploymentQuality of(MeasuredQuality measured) {
        return new DeploymentQuality(
                measured.precision(),
                measured.bitsPerByte(),
                measured.bitsPerByteF32(),
                measured.topTokenAgreement(),
                measured.tokens(),
                measured.text(),
                measured.heldOut(),
                measured.measuredAt(),
                null);
    }

    private static DeploymentQuality unmeasured(String modelVersion, String precision) {
        String note =
                precision.equals("f32")
                        ? null
                        : "not measured: ./aifactory bench quality " + modelVersion;
        return new DeploymentQuality(precision, null, null, null, null, null, null, null, note);
    }
}
