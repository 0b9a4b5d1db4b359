package io.aifactory.ingestion.source;

/**
 * Bounds of one source (rule R9).
 *
 * @param maxBytes bytes in all, after decompression
 * @param maxFiles files in all, entries of archives included
 * @param maxExpansion how many times larger than the file the content of an archive may be
 */
public record SourceLimits(long maxBytes, int maxFiles, int maxExpansion) {}
