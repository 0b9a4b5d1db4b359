package io.aifactory.tokenization.internal.grammar.mask;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Masks least recently used go first when their bytes exceed the limit. Thread-safe. */
final class MaskCache {
    /** Something that knows what heap it takes. */
    sealed interface Sized permits OwnMask, FullMask {
        long bytes();
    }

    /** What a mask depends on. */
    sealed interface Key {
        /**
         * @param frames room below, or {@link #AMPLE}
         */
        record State(int state, int frames) implements Key {
            static final int AMPLE = Integer.MAX_VALUE;
        }

        record Whole(Stacks stacks) implements Key {}
    }

    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Sized> entries = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    MaskCache(long limit) {
        this.limit = limit;
    }

    Optional<Sized> get(Key key) {
        lock.lock();
        try {
            return Optional.ofNullable(entries.get(key));
        } finally {
            lock.unlock();
        }
    }

    void put(Key key, Sized value) {
        lock.lock();
        try {
            Sized before = entries.put(key, value);
            bytes += value.bytes() - (before == null ? 0 : before.bytes());
            for (Iterator<Sized> eldest = entries.values().iterator();
                    bytes > limit && eldest.hasNext(); ) {
                bytes -= eldest.next().bytes();
                eldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Heap the masks take now. */
    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
