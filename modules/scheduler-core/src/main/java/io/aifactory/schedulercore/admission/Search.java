package io.aifactory.schedulercore.admission;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One look through the queue for a request that can be placed. Groups without a place cost one
 * question however many wait with them.
 */
final class Search<T> {
    /** A request that has a place. */
    record Found<T>(Entry<T> entry, long delayNanos) {}

    private final Function<T, Prospect> outlook;
    private final int mayPassBy;
    private final Set<String> closedGroups = new HashSet<>();
    private int passedBy;
    private boolean over;

    Search(Function<T, Prospect> outlook, int mayPassBy) {
        this.outlook = outlook;
        this.mayPassBy = mayPassBy;
    }

    /** The first of them that has a place. */
    Optional<Found<T>> among(Iterable<Entry<T>> entries) {
        for (Entry<T> entry : entries) {
            if (over) {
                break;
            }
            if (!closedGroups.contains(entry.request().group())) {
                Prospect prospect = ask(entry);
                if (prospect.kind() == Prospect.Kind.PLACE) {
                    return Optional.of(new Found<>(entry, prospect.delayNanos()));
                }
            }
        }
        return Optional.empty();
    }

    /** A walk through a lane; whoever is found may be taken out of it before the next one. */
    Walk walk(Lane<T> lane) {
        return new Walk(lane);
    }

    private Prospect ask(Entry<T> entry) {
        Prospect prospect = outlook.apply(entry.request().item());
        switch (prospect.kind()) {
            case PLACE -> {}
            case NOT_FOR_THIS -> over = ++passedBy >= mayPassBy;
            case NOT_FOR_ITS_GROUP -> closedGroups.add(entry.request().group());
            case NOT_AT_ALL -> over = true;
        }
        return prospect;
    }

    /** The least served tenants first, each with what is due first. */
    final class Walk {
        private final Lane<T> lane;
        private final List<Cursor<T>> cursors = new ArrayList<>();

        private Walk(Lane<T> lane) {
            this.lane = lane;
            for (String group : lane.groups()) {
                if (!closedGroups.contains(group)) {
                    cursors.add(new Cursor<>(lane, group));
                }
            }
        }

        /** The next request that has a place; each is asked about once. */
        Optional<Found<T>> next() {
            while (!over && !cursors.isEmpty()) {
                Cursor<T> cursor = cursors.stream().min(Cursor.order()).orElseThrow();
                Entry<T> entry = cursor.entry();
                Prospect prospect = ask(entry);
                cursor.advance(lane);
                if (cursor.entry == null || closedGroups.contains(cursor.group)) {
                    cursors.remove(cursor);
                }
                if (prospect.kind() == Prospect.Kind.PLACE) {
                    return Optional.of(new Found<>(entry, prospect.delayNanos()));
                }
            }
            return Optional.empty();
        }
    }

    private static final class Cursor<T> {
        private final String group;
        private Flow<T> flow;
        private @Nullable Entry<T> entry;

        Cursor(Lane<T> lane, String group) {
            this.group = group;
            this.flow = lane.waiting(group).first();
            this.entry = flow.waiting(group).first();
        }

        static <T> Comparator<Cursor<T>> order() {
            return Comparator.<Cursor<T>, Flow<?>>comparing(c -> c.flow, Flow.LEAST_SERVED)
                    .thenComparing(Cursor::entry, Entry.DUE);
        }

        Entry<T> entry() {
            return Objects.requireNonNull(entry);
        }

        void advance(Lane<T> lane) {
            Entry<T> next = flow.waiting(group).higher(entry());
            if (next == null) {
                Flow<T> other = lane.waiting(group).higher(flow);
                if (other != null) {
                    flow = other;
                    next = other.waiting(group).first();
                }
            }
            entry = next;
        }
    }
}
