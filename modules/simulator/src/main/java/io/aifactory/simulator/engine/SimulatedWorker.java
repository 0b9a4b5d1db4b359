package io.aifactory.simulator.engine;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Continuous batching with chunked prefill: in each step every decoding sequence makes one token,
 * and what is left of the token budget goes to prompts in order of arrival. Not thread-safe.
 */
public final class SimulatedWorker {
    private record Work(SimulatedSequence sequence, int promptTokens) {}

    /**
     * What a step brought.
     *
     * @param started sequences whose first token came
     * @param finished sequences that ended
     */
    public record StepResult(List<SimulatedSequence> started, List<SimulatedSequence> finished) {}

    private final StepTime time;
    private final int tokensPerStep;
    private final List<SimulatedSequence> running = new ArrayList<>();
    private List<Work> step = List.of();

    /**
     * @param tokensPerStep budget of prompt and decoded tokens together
     */
    public SimulatedWorker(StepTime time, int tokensPerStep) {
        this.time = time;
        this.tokensPerStep = tokensPerStep;
    }

    public void admit(SimulatedSequence sequence) {
        running.add(sequence);
    }

    public boolean isBusy() {
        return !step.isEmpty();
    }

    /**
     * Begins a step with the sequences that are there now.
     *
     * @return how long it takes; 0 if there is nothing to do
     */
    public long beginStep() {
        List<Work> planned = new ArrayList<>();
        int budget = tokensPerStep;
        int decoding = 0;
        long kvTokens = 0;
        for (SimulatedSequence sequence : running) {
            if (sequence.isDecoding() && budget > 0) {
                planned.add(new Work(sequence, 0));
                budget--;
                decoding++;
                kvTokens += sequence.kvTokens();
            }
        }
        int prefill = 0;
        for (SimulatedSequence sequence : running) {
            if (!sequence.isDecoding() && budget > 0) {
                int chunk = Math.min(budget, sequence.remainingPrompt());
                planned.add(new Work(sequence, chunk));
                budget -= chunk;
                prefill += chunk;
                kvTokens += sequence.kvTokens();
            }
        }
        step = planned;
        return planned.isEmpty()
                ? 0
                : Math.round(time.nanos(new StepContent(decoding, prefill, kvTokens)));
    }

    /** Ends the step that was begun. */
    public StepResult endStep(long nanos) {
        List<SimulatedSequence> started = new ArrayList<>();
        for (Work work : step) {
            if (work.promptTokens() == 0) {
                work.sequence().decode(nanos);
            } else if (work.sequence().prefill(work.promptTokens(), nanos)) {
                started.add(work.sequence());
            }
        }
        step = List.of();
        List<SimulatedSequence> finished =
                running.stream().filter(SimulatedSequence::isFinished).toList();
        running.removeAll(finished);
        return new StepResult(started, finished);
    }
}
