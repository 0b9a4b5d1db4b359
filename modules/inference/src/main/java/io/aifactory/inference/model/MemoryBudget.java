package io.aifactory.inference.model;

import java.util.Optional;

/**
 * Memory that a model may take.
 *
 * @param bytes of it
 * @param device whose memory it is, as people write it; empty for the host's, and for what is
 *     configured
 */
public record MemoryBudget(long bytes, Optional<String> device) {
    /** Of the host, or configured. */
    public static MemoryBudget of(long bytes) {
        return new MemoryBudget(bytes, Optional.empty());
    }

    /** Free memory of a device of its own. */
    public static MemoryBudget on(String device, long bytes) {
        return new MemoryBudget(bytes, Optional.of(device));
    }

    /** The same with what the present model gives back. */
    public MemoryBudget plus(long held) {
        return new MemoryBudget(bytes + held, device);
    }
}
