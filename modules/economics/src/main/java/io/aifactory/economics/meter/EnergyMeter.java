package io.aifactory.economics.meter;

/**
 * A counter of energy. Thread-safe.
 *
 * <p>Readings never go down and start near zero when the meter is opened. Hardware counters wrap:
 * read at least once a minute.
 */
public interface EnergyMeter extends AutoCloseable {
    /** Joules since the meter was opened. */
    double joules();

    /** The figure comes from a declared power model, not from a sensor. */
    boolean estimated();

    /** What is read, for people: for example {@code RAPL package-0} or {@code declared model}. */
    String name();

    @Override
    default void close() {}
}
