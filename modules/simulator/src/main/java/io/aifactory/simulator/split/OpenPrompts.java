package io.aifactory.simulator.split;

import java.util.HashMap;
import java.util.Map;

/** How many requests of each worker wait for their prompt, and how many decode. */
final class OpenPrompts {
    private final Map<String, Integer> pending = new HashMap<>();
    private final Map<String, Integer> decoding = new HashMap<>();

    /** A worker got a prompt to compute. */
    void assigned(String workerId) {
        pending.merge(workerId, 1, Integer::sum);
    }

    /** It has computed one. */
    void computed(String workerId) {
        pending.merge(workerId, -1, Integer::sum);
    }

    void decodes(String workerId) {
        decoding.merge(workerId, 1, Integer::sum);
    }

    void ended(String workerId) {
        decoding.merge(workerId, -1, Integer::sum);
    }

    int pending(String workerId) {
        return pending.getOrDefault(workerId, 0);
    }

    int decoding(String workerId) {
        return decoding.getOrDefault(workerId, 0);
    }
}
