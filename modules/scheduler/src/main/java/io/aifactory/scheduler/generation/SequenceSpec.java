package io.aifactory.scheduler.generation;

import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.scheduler.models.AdapterChoice;
import io.aifactory.tokenization.grammar.Grammar;
import java.util.List;
import java.util.Optional;

/**
 * One sequence to be generated.
 *
 * @param requestId of the client's request
 * @param index of the sequence within the request
 * @param tenant who pays
 * @param model name of the model that workers serve
 * @param adapter beside it that generates; none for the model as it is
 * @param manifest digest of the model version whose tokenizer made the prompt
 * @param prompt token ids; not empty
 * @param maxTokens upper bound of generated tokens; at least 1
 * @param seed of this sequence alone
 * @param stop strings before which the text ends
 * @param grammar what the whole text must be; empty = any text
 * @param priority within a worker, smaller numbers go first; in [-1000, 1000]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and far too large to box
public record SequenceSpec(
        String requestId,
        int index,
        String tenant,
        String model,
        AdapterChoice adapter,
        String manifest,
        int[] prompt,
        int maxTokens,
        SamplingSettings sampling,
        long seed,
        List<String> stop,
        boolean ignoreEos,
        Optional<Grammar> grammar,
        int priority) {
    /** Of the model as it is. */
    public SequenceSpec(
            String requestId,
            int index,
            String tenant,
            String model,
            String manifest,
            int[] prompt,
            int maxTokens,
            SamplingSettings sampling,
            long seed,
            List<String> stop,
            boolean ignoreEos,
            Optional<Grammar> grammar,
            int priority) {
        this(
                requestId,
                index,
                tenant,
                model,
                AdapterChoice.NONE,
                manifest,
                prompt,
                maxTokens,
                sampling,
                seed,
                stop,
                ignoreEos,
                grammar,
                priority);
    }

    public SequenceSpec {
        stop = List.copyOf(stop);
    }

    /**
     * Unique among sequences that run.
     *
     * @param attempt 0 for the first
     */
    String id(int attempt) {
        return requestId + "-" + index + "-" + attempt;
    }

    /**
     * The request to a worker.
     *
     * @param attempt 0, 1, … : makes the id unique among what may still run elsewhere
     * @param resumed tokens that earlier attempts have delivered
     */
    GenerateRequest toWorker(int attempt, List<Integer> resumed) {
        var request =
                GenerateRequest.newBuilder()
                        .setRequestId(id(attempt))
                        .setModel(model)
                        .setAdapter(adapter.name())
                        .setManifestDigest(manifest)
                        .addAllResumedTokens(resumed)
                        .setMaxTokens(maxTokens)
                        .setCacheSalt(CacheSalt.of(tenant))
                        .addAllStop(stop)
                        .setIgnoreEos(ignoreEos)
                        .setPriority(priority);
        sampling.into(request, seed);
        grammar.ifPresent(form -> request.setGrammar(Grammars.message(form)));
        for (int token : prompt) {
            request.addPromptTokens(token);
        }
        return request.build();
    }
}
