package io.aifactory.schedulercore.load;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How long outputs are, by class: the requests of one tenant to one model, as soon as enough of
 * them have ended, else all requests. Not thread-safe.
 */
public final class OutputLengths {
    /** Requests that must have ended before a class stands on its own. */
    static final int ENOUGH = 50;

    /** Classes that are kept; requests of further ones count among all. */
    static final int MOST_CLASSES = 4_096;

    private record OutputClass(String model, String tenant) {}

    private final LengthSketch all = new LengthSketch();
    private final Map<OutputClass, LengthSketch> classes = new HashMap<>();

    /** An output ended. */
    public void finished(String model, String tenant, int tokens) {
        all.add(tokens);
        OutputClass own = new OutputClass(model, tenant);
        if (classes.size() < MOST_CLASSES || classes.containsKey(own)) {
            Objects.requireNonNull(classes.computeIfAbsent(own, c -> new LengthSketch()))
                    .add(tokens);
        }
    }

    /** The sketch to go by for a request; it goes on learning. */
    public LengthSketch of(String model, String tenant) {
        LengthSketch own = classes.get(new OutputClass(model, tenant));
        return own == null || own.observations() < ENOUGH ? all : own;
    }
}
