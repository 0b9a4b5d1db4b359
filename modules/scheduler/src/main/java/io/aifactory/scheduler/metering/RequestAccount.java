package io.aifactory.scheduler.metering;

import io.aifactory.economics.cost.Cost;
import io.aifactory.economics.cost.CostModel;
import io.aifactory.scheduler.generation.EndReason;
import io.aifactory.scheduler.generation.SequenceResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Adds up what the sequences of one request use. A prompt that several choices share counts once.
 * Not thread-safe.
 */
public final class RequestAccount {
    private final List<Integer> promptTokens;
    private final int choicesPerPrompt;
    private final long[] tokensSoFar;
    private final SequenceResult[] results;

    /**
     * @param promptTokens length of each prompt
     * @param choicesPerPrompt sequences of each prompt; they have consecutive indices
     */
    public RequestAccount(List<Integer> promptTokens, int choicesPerPrompt) {
        this.promptTokens = List.copyOf(promptTokens);
        this.choicesPerPrompt = choicesPerPrompt;
        this.tokensSoFar = new long[promptTokens.size() * choicesPerPrompt];
        this.results = new SequenceResult[tokensSoFar.length];
    }

    public void came(int index, int tokens) {
        tokensSoFar[index] += tokens;
    }

    public void finished(int index, SequenceResult result) {
        results[index] = result;
        tokensSoFar[index] = result.completionTokens();
    }

    /** How many sequences the request has. */
    public int sequences() {
        return results.length;
    }

    /** Whether every sequence has finished. */
    public boolean isComplete() {
        return finished().size() == results.length;
    }

    /** Why a finished sequence ended. */
    public EndReason reason(int index) {
        return results[index].reason();
    }

    /** Prompts of which at least one token was generated, or that have finished without one. */
    public long promptTokens() {
        long sum = 0;
        for (int i = 0; i < tokensSoFar.length; i += choicesPerPrompt) {
            boolean used = false;
            for (int choice = 0; choice < choicesPerPrompt; choice++) {
                used |= tokensSoFar[i + choice] > 0 || results[i + choice] != null;
            }
            sum += used ? promptTokens.get(i / choicesPerPrompt) : 0;
        }
        return sum;
    }

    public long completionTokens() {
        return java.util.Arrays.stream(tokensSoFar).sum();
    }

    public long cachedTokens() {
        return finished().stream().mapToLong(SequenceResult::cachedTokens).sum();
    }

    public Cost cost(CostModel costs) {
        return finished().stream()
                .map(r -> costs.of(r.joules(), r.deviceSeconds()))
                .reduce(Cost.ZERO, Cost::plus);
    }

    public boolean joulesEstimated() {
        return finished().stream().anyMatch(SequenceResult::joulesEstimated);
    }

    /** The workers that finished its sequences, without repetition, separated by commas. */
    public String workers() {
        return finished().stream()
                .map(SequenceResult::worker)
                .distinct()
                .collect(Collectors.joining(","));
    }

    /** Of the slowest sequence, in milliseconds. */
    public double firstTokenMillis() {
        return finished().stream().mapToDouble(SequenceResult::firstTokenMillis).max().orElse(0);
    }

    /** Mean time between tokens over the sequences that have one, in milliseconds. */
    public double tokenMillis() {
        return finished().stream()
                .mapToDouble(SequenceResult::tokenMillis)
                .filter(millis -> millis > 0)
                .average()
                .orElse(0);
    }

    /** Results of the sequences that have finished. */
    public List<SequenceResult> finished() {
        List<SequenceResult> finished = new ArrayList<>();
        for (SequenceResult result : results) {
            if (result != null) {
                finished.add(result);
            }
        }
        return finished;
    }
}
