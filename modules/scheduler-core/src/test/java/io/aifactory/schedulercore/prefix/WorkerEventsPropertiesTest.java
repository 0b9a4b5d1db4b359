package io.aifactory.schedulercore.prefix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WorkerEventsPropertiesTest {
    private static final int EVENTS = 300;

    /** A worker that remembers its newest events and all that it holds. */
    private static final class Worker {
        private final List<BlockEvent> sent = new ArrayList<>();
        private final TreeSet<Long> holds = new TreeSet<>();

        BlockEvent change(Random random) {
            long hash = random.nextInt(40);
            long number = sent.size();
            BlockEvent event;
            if (random.nextInt(60) == 0) {
                holds.clear();
                event = new BlockEvent.Cleared(number);
            } else if (random.nextBoolean()) {
                holds.add(hash);
                event = new BlockEvent.Stored(number, new PromptBlocks(1, new long[] {hash}), 0);
            } else {
                holds.remove(hash);
                event = new BlockEvent.Removed(number, hash);
            }
            sent.add(event);
            return event;
        }

        List<PromptBlocks> dump() {
            return List.of(
                    new PromptBlocks(1, holds.stream().mapToLong(Long::longValue).toArray()));
        }
    }

    @Property(tries = 60)
    void whateverIsLostDoubledOrOvertakenTheIndexEndsUpWithWhatTheWorkerHolds(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int limit) {
        // Given
        Random random = new Random(seed);
        Worker worker = new Worker();
        PrefixIndex index = new PrefixIndex(IndexLimits.DEFAULT, 1);
        int ordinal = index.register("w");
        WorkerEvents events = new WorkerEvents(index, ordinal, limit);
        Deque<BlockEvent> underWay = new ArrayDeque<>();

        // When events are lost, sent twice and delivered late, and answers may be late, too
        for (int step = 0; step < EVENTS; step++) {
            BlockEvent event = worker.change(random);
            if (random.nextInt(8) != 0) {
                underWay.addLast(event);
            }
            if (random.nextInt(8) == 0) {
                underWay.addFirst(event);
            }
            if (random.nextInt(4) != 0 && !underWay.isEmpty()) {
                Missing missing = events.accept(underWay.removeFirst());
                if (random.nextBoolean()) {
                    answer(worker, events, missing);
                }
            }
        }
        underWay.forEach(events::accept);

        // Then asking until nothing is missing makes both agree
        events.accept(worker.change(random));
        for (int round = 0; round < EVENTS; round++) {
            answer(worker, events, events.missing());
        }
        assertEquals(new Missing.Nothing(), events.missing());
        assertEquals(0, events.waiting());
        assertEquals(worker.holds.size(), index.held(ordinal));
        PromptBlocks all = worker.dump().getFirst();
        int[] leading = new int[1];
        index.find(all, leading);
        assertArrayEquals(new int[] {all.count()}, leading);
    }

    private static void answer(Worker worker, WorkerEvents events, Missing missing) {
        switch (missing) {
            case Missing.Nothing _ -> {}
            case Missing.Everything _ -> events.dumped(worker.dump(), worker.sent.size());
            case Missing.Events range -> {
                for (long n = range.from(); n <= range.to(); n++) {
                    events.accept(worker.sent.get((int) n));
                }
            }
        }
    }
}
