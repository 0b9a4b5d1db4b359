package io.aifactory.scheduler.observing;

import io.aifactory.contracts.worker.v1.KvTier;
import java.util.HashMap;
import java.util.Map;

/** In which tiers a worker keeps each block: it has it as long as one tier does. */
final class KeptTiers {
    private final Map<Long, Integer> tiers = new HashMap<>();

    void clear() {
        tiers.clear();
    }

    /** Whether the worker did not keep it before. */
    boolean stored(long block, KvTier tier) {
        return tiers.merge(block, bit(tier), (a, b) -> a | b) == bit(tier);
    }

    /** Whether the worker does not keep it any more, and did before. */
    boolean removed(long block, KvTier tier) {
        Integer before = tiers.get(block);
        if (before == null) {
            return false;
        }
        int left = before & ~bit(tier);
        if (left == 0) {
            tiers.remove(block);
        } else {
            tiers.put(block, left);
        }
        return left == 0;
    }

    private static int bit(KvTier tier) {
        return switch (tier) {
            case KV_TIER_POOL, KV_TIER_UNSPECIFIED -> 1;
            case KV_TIER_HOST -> 2;
            case KV_TIER_DISK -> 4;
            case UNRECOGNIZED -> 8;
        };
    }
}
