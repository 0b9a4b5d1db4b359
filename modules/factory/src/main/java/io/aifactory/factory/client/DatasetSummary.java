package io.aifactory.factory.client;

/** One dataset version as the API shows it. */
public record DatasetSummary(
        String digest,
        String name,
        int vocabulary,
        long trainTokens,
        long heldOutTokens,
        long heldOutBytes) {}
