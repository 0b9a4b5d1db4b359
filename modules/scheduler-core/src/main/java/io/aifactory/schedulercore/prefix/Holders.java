package io.aifactory.schedulercore.prefix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The registered workers by name and by ordinal; free ordinals are given again, the lowest first.
 */
final class Holders {
    private final int limit;
    private final Map<String, Integer> ordinals = new HashMap<>();
    private final List<@Nullable Holder> holders = new ArrayList<>();

    Holders(int limit) {
        this.limit = limit;
    }

    int register(String workerId) {
        Integer known = ordinals.get(workerId);
        if (known != null) {
            return known;
        }
        if (ordinals.size() == limit) {
            throw new IllegalStateException(
                    "worker "
                            + workerId
                            + " is one more than the prefix index holds ("
                            + limit
                            + "): raise the limit");
        }
        int ordinal = holders.indexOf(null);
        if (ordinal < 0) {
            ordinal = holders.size();
            holders.add(null);
        }
        holders.set(ordinal, new Holder(workerId, ordinal));
        ordinals.put(workerId, ordinal);
        return ordinal;
    }

    void unregister(Holder holder) {
        ordinals.remove(holder.workerId());
        holders.set(holder.ordinal(), null);
    }

    /** All ordinals are below this. */
    int end() {
        return holders.size();
    }

    /** The ordinal of a worker, -1 if it is not registered. */
    int ordinal(String workerId) {
        return ordinals.getOrDefault(workerId, -1);
    }

    /** Null for a free ordinal; it is below {@link #end()}. */
    @Nullable Holder at(int ordinal) {
        return holders.get(ordinal);
    }

    Holder get(int ordinal) {
        Holder holder = ordinal < 0 || ordinal >= holders.size() ? null : holders.get(ordinal);
        if (holder == null) {
            throw new IllegalArgumentException(
                    "no worker has the ordinal " + ordinal + ": register it first");
        }
        return holder;
    }
}
