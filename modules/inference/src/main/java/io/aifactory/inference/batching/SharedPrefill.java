package io.aifactory.inference.batching;

import io.aifactory.contracts.worker.BlockHash;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets one of several sequences compute what all of them have to compute next, such as the prompt
 * of a request with {@code n} answers: the others leave the step out and find it in the pool then.
 */
final class SharedPrefill {
    private SharedPrefill() {}

    /**
     * The sequences that take part in the next step, in their order; of those with the same next
     * block the first. So there is always one to go on with, and nobody waits for longer than
     * another one computes that block.
     */
    static List<LiveSequence> leaders(List<LiveSequence> sequences) {
        Set<BlockHash> begun = new HashSet<>();
        return sequences.stream()
                .filter(sequence -> {
                    Optional<BlockHash> next = sequence.nextBlock();
                    return next.isEmpty() || begun.add(next.get());
                })
                .toList();
    }
}
