package io.aifactory.scheduler.generation;

import io.aifactory.contracts.error.FactoryException;
import java.util.List;

/**
 * What becomes of the sequences of a request: for each index any number of {@link #started} and
 * {@link #text}, then one of {@link #finished} and {@link #failed}. Called from several threads;
 * must not block.
 */
public interface SequenceListener {
    /** The sequence has a slot; called again after the loss of a worker. */
    void started(int index, String worker);

    /**
     * @param tokens how many tokens came with this text
     * @param reports one for each of them if they were asked for, else none
     * @param consumed to be run when the text has been passed on; further ones come only then
     */
    void text(int index, String text, int tokens, List<TokenReport> reports, Runnable consumed);

    void finished(int index, SequenceResult result);

    /** Also called when the sequence was cancelled. */
    void failed(int index, FactoryException error);
}
