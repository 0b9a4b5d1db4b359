package io.aifactory.factory.client;

import org.jspecify.annotations.Nullable;

/** One deployment as the API shows it. */
public record DeploymentView(
        String name,
        String model,
        String modelVersion,
        String state,
        @Nullable String reason,
        int workers,
        int ready) {}
