package io.aifactory.scheduler.generation;

import io.aifactory.contracts.error.FactoryException;

/** Something that happened to one sequence of a request. */
public sealed interface GenerationEvent {
    int index();

    /** Has a slot; comes again after the loss of a worker. */
    record Started(int index, String worker) implements GenerationEvent {}

    /**
     * @param tokens that came with the text
     * @param consumed to be run when the text has been passed on
     */
    record Text(int index, String text, int tokens, Runnable consumed) implements GenerationEvent {}

    record Finished(int index, SequenceResult result) implements GenerationEvent {}

    record Failed(int index, FactoryException error) implements GenerationEvent {}
}
