package io.aifactory.scheduler.generation;

/**
 * How tokens are chosen.
 *
 * @param temperature 0 = greedy
 * @param topP in (0, 1]
 * @param topK 0 = all
 */
public record SamplingSettings(float temperature, float topP, int topK) {}
