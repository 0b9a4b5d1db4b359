package io.aifactory.factory.dashboard;

import io.aifactory.economics.frontier.OperatingPoint;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;

/**
 * A sweep over concurrency through the front door.
 *
 * @param model served name
 * @param modelVersion the version that served, for example {@code europarl:1}
 * @param device what it ran on
 * @param currency ISO 4217 code of the points' money
 * @param measuredAt when the sweep ended
 * @param points every level that was measured
 */
public record FrontierReport(
        @NotBlank @Size(max = 96) String model,
        @NotBlank @Size(max = 128) String modelVersion,
        @NotBlank @Size(max = 256) String device,
        @NotBlank @Size(max = 3) String currency,
        @NotNull Instant measuredAt,
        @NotEmpty @Size(max = 64) List<OperatingPoint> points) {
    public FrontierReport {
        points = points == null ? List.of() : List.copyOf(points);
    }
}
