package io.aifactory.factory.client;

import org.jspecify.annotations.Nullable;

/** One ingestion as the API shows it. */
public record IngestionJob(
        String id,
        String state,
        @Nullable String stage,
        double progress,
        @Nullable String message,
        long documentsRead,
        long documentsKept,
        long duplicates,
        long bytes,
        @Nullable String dataset,
        @Nullable JobError error) {}
