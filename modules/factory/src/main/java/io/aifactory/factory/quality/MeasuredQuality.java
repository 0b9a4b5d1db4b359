package io.aifactory.factory.quality;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/**
 * What one precision makes of a text that the model did not learn from, beside float32.
 *
 * @param manifest digest of the model version's manifest
 * @param modelVersion as it was called, for example {@code europarl:1}
 * @param precision that the model was kept in
 * @param text name of the dataset version or of the file
 * @param textDigest of the dataset version's manifest, or of what was read of the file
 * @param heldOut whether the text is the held-out part of the dataset version that the model
 *     learned from
 * @param tokens that were predicted
 * @param bytes of UTF-8 that these stand for
 * @param bitsPerByte length of the text's code, in bits for each byte
 * @param bitsPerByteF32 the same in float32
 * @param topTokenAgreement part of the places at which the best next token is float32's, in [0, 1]
 * @param measuredAt when the measurement ended
 */
public record MeasuredQuality(
        @NotNull @Pattern(regexp = DIGEST, message = "must be sha256:<64 hex digits>")
                String manifest,
        @NotBlank @Size(max = 256) String modelVersion,
        @NotNull
                @Pattern(regexp = "f32|bf16|int8|int4", message = "must be f32, bf16, int8 or int4")
                String precision,
        @NotBlank @Size(max = 256) String text,
        @NotNull @Pattern(regexp = DIGEST, message = "must be sha256:<64 hex digits>")
                String textDigest,
        boolean heldOut,
        @Min(1) int tokens,
        @Min(1) long bytes,
        @PositiveOrZero @Max(1_000_000) double bitsPerByte,
        @PositiveOrZero @Max(1_000_000) double bitsPerByteF32,
        @PositiveOrZero @DecimalMax("1") double topTokenAgreement,
        @NotNull Instant measuredAt) {
    static final String DIGEST = "sha256:[0-9a-f]{64}";
}
