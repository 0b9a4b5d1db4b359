package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Which documents are held out for evaluation: those whose key, a hash of the seed and of their
 * group, lies in the lowest hundredths. Neither order nor other documents matter, with one
 * exception: where chance leaves a side empty, the group with the lowest (or highest) key goes
 * there.
 *
 * @param bound keys below it, read as unsigned, are held out
 */
record HeldOutSplit(long bound) {
    /** The key of a group under a seed. */
    static long key(long seed, String group) {
        byte[] bytes = (seed + " " + group).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(Digest.newMessageDigest().digest(bytes)).getLong();
    }

    /** The split of documents with these keys; empty if they are not at least two groups. */
    static Optional<HeldOutSplit> of(List<Long> keys, int percent) {
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        long lowest = keys.getFirst();
        long highest = keys.getFirst();
        for (long key : keys) {
            lowest = Long.compareUnsigned(key, lowest) < 0 ? key : lowest;
            highest = Long.compareUnsigned(key, highest) > 0 ? key : highest;
        }
        if (lowest == highest) {
            return Optional.empty();
        }
        long bound = Long.divideUnsigned(-1L, 100) * percent;
        if (Long.compareUnsigned(lowest, bound) >= 0) {
            bound = lowest + 1;
        } else if (Long.compareUnsigned(highest, bound) < 0) {
            bound = highest;
        }
        return Optional.of(new HeldOutSplit(bound));
    }

    boolean isHeldOut(long key) {
        return Long.compareUnsigned(key, bound) < 0;
    }
}
