package io.aifactory.scheduler.generation;

import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.contracts.worker.v1.LogitBias;
import io.aifactory.contracts.worker.v1.SamplingParameters;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How tokens are chosen, and at which of them a sequence ends.
 *
 * @param temperature 0 = greedy
 * @param topP in (0, 1]
 * @param topK 0 = all
 * @param minP in [0, 1]; 0 = none
 * @param repetitionPenalty above 0; 1 = none
 * @param presencePenalty in [-2, 2]
 * @param frequencyPenalty in [-2, 2]
 * @param logitBias in [-100, 100] by token id
 * @param stopTokens the sequence ends at one of these
 * @param minTokens it does not end at a token before it has so many
 * @param logprobs alternatives reported with each token; empty = no report
 */
public record SamplingSettings(
        float temperature,
        float topP,
        int topK,
        float minP,
        float repetitionPenalty,
        float presencePenalty,
        float frequencyPenalty,
        Map<Integer, Float> logitBias,
        List<Integer> stopTokens,
        int minTokens,
        OptionalInt logprobs) {
    public SamplingSettings {
        logitBias = Map.copyOf(logitBias);
        stopTokens = List.copyOf(stopTokens);
    }

    /** With temperature, top-p and top-k alone. */
    public SamplingSettings(float temperature, float topP, int topK) {
        this(temperature, topP, topK, 0, 1, 0, 0, Map.of(), List.of(), 0, OptionalInt.empty());
    }

    /** Writes them into a request to a worker. */
    void into(GenerateRequest.Builder request, long seed) {
        SamplingParameters.Builder sampling =
                SamplingParameters.newBuilder()
                        .setTemperature(temperature)
                        .setTopP(topP)
                        .setTopK(topK)
                        .setMinP(minP)
                        .setRepetitionPenalty(repetitionPenalty)
                        .setPresencePenalty(presencePenalty)
                        .setFrequencyPenalty(frequencyPenalty)
                        .setSeed(seed);
        logitBias.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry ->
                        sampling.addLogitBias(
                                LogitBias.newBuilder()
                                        .setToken(entry.getKey())
                                        .setBias(entry.getValue())));
        request.setSampling(sampling).addAllStopTokenIds(stopTokens).setMinTokens(minTokens);
        logprobs.ifPresent(request::setLogprobs);
    }
}
