package io.aifactory.inference.sequence;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.languagemodel.inference.SampledToken;

/**
 * Port: where the tokens of one sequence go. Called by the thread that tells all clients, and
 * {@link #cancelled} by the one that owns the device, so no method may block: any number of {@link
 * #token}, then exactly one of {@link #finished} and {@link #failed}, unless the sequence is
 * cancelled.
 */
public interface SequenceSink {
    /** Nobody waits for this sequence any more. Asked before each step; never goes back. */
    boolean cancelled();

    /**
     * @param token with its log-probabilities if the sequence asks for them
     * @param text what may be shown after it
     */
    void token(SampledToken token, String text);

    /**
     * @param rest text that was held back until now
     */
    void finished(String rest, EndReason reason, Usage usage);

    void failed(FactoryException error);
}
