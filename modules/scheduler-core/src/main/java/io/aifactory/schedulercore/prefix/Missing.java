package io.aifactory.schedulercore.prefix;

/** What has to be asked of a worker before its events can be followed further. */
public sealed interface Missing {
    /** Its events are complete as far as is known. */
    record Nothing() implements Missing {}

    /**
     * Events that were lost, to be sent again.
     *
     * @param from number of the first one
     * @param to number of the last one, at least {@code from}
     */
    record Events(long from, long to) implements Missing {}

    /**
     * All that it holds, and the number of its next event: nothing is known, or too much is lost.
     */
    record Everything() implements Missing {}
}
