package io.aifactory.scheduler.generation;

import io.aifactory.contracts.error.FactoryException;
import java.util.List;

/** Something that happened to one sequence of a request. */
public sealed interface GenerationEvent {
    int index();

    /** Has a slot; comes again after the loss of a worker. */
    record Started(int index, String worker) implements GenerationEvent {}

    /**
     * @param tokens that came with the text
     * @param reports one for each of them if they were asked for, else none
     * @param consumed to be run when the text has been passed on
     */
    record Text(int index, String text, int tokens, List<TokenReport> reports, Runnable consumed)
            implements GenerationEvent {}

    record Finished(int index, SequenceResult result) implements GenerationEvent {}

    record Failed(int index, FactoryException error) implements GenerationEvent {}
}
