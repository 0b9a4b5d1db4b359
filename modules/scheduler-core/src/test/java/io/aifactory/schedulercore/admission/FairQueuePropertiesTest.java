package io.aifactory.schedulercore.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FairQueuePropertiesTest {
    private static final SloClass[] CLASSES = {
        SloClass.INTERACTIVE, SloClass.STANDARD, SloClass.BEST_EFFORT
    };

    /** The bound of start-time fair queueing: one longest request of each, over its weight. */
    @Property(tries = 100)
    void tenantsThatWaitAllTheTimeNeverDifferByMoreThanTheirLongestRequests(@ForAll long seed) {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        FairQueue<Integer> queue = new FairQueue<>(QueueLimits.of(10_000));
        int tenants = 2 + random.nextInt(5);
        double[] weights = random.doubles(tenants, 0.1, 10).toArray();
        double[] served = new double[tenants];
        double[] longest = new double[tenants];
        for (int i = 0; i < 400; i++) {
            int tenant = i % tenants;
            double cost = random.nextDouble(0.5, 50);
            longest[tenant] = Math.max(longest[tenant], cost / weights[tenant]);
            queue.offer(request(i, "t" + tenant, weights[tenant], cost), 0);
        }
        int least = 400 / tenants;

        // When
        for (int i = 0; i < least; i++) {
            Turn<Integer> turn = queue.poll(item -> Prospect.PLACE, i).orElseThrow();
            int tenant = turn.request().item() % tenants;
            served[tenant] += turn.request().cost() / weights[tenant];

            // Then
            for (int a = 0; a < tenants; a++) {
                for (int b = 0; b < a; b++) {
                    assertTrue(Math.abs(served[a] - served[b]) <= longest[a] + longest[b] + 1e-9);
                }
            }
        }
    }

    @Property(tries = 150)
    void whateverHappensNobodyIsLostServedTwiceOrOutOfBandAndTheClockMayDoAsItLikes(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int capacity) {
        SplittableRandom random = new SplittableRandom(seed);
        FairQueue<Integer> queue =
                new FairQueue<>(
                        new QueueLimits(
                                capacity, 1 + capacity / 2, random.nextDouble(1, 99), 5, 3));
        Set<Integer> waiting = new HashSet<>();
        Map<Integer, Charge> running = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            long now = random.nextInt(9) == 0 ? random.nextLong() : i * 1_000_000L;
            QueuedRequest<Integer> request =
                    new QueuedRequest<>(
                            i,
                            "t" + random.nextInt(4),
                            random.nextDouble(0.1, 3),
                            CLASSES[random.nextInt(3)],
                            "g" + random.nextInt(3),
                            random.nextDouble(0.1, 9),
                            random.nextBoolean() ? now : random.nextLong(),
                            random.nextBoolean()
                                    ? random.nextLong()
                                    : random.nextLong(-5, 200) * 1_000_000);
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    if (queue.offer(request, now) == FairQueue.Admission.WAITS) {
                        waiting.add(i);
                    }
                }
                case 2 -> {
                    queue.readmit(request, now);
                    waiting.add(i);
                }
                case 3 -> {
                    int one = random.nextInt(i + 1);
                    assertEquals(waiting.remove(one), queue.remove(one));
                    Optional.ofNullable(running.remove(one))
                            .ifPresent(charge -> charge.close(random.nextDouble(0, 20)));
                }
                default -> {
                    SplittableRandom places = random.split();
                    queue.poll(
                                    item ->
                                            switch (places.nextInt(5)) {
                                                case 0 -> Prospect.NOT_FOR_THIS;
                                                case 1 -> Prospect.NOT_FOR_ITS_GROUP;
                                                case 2 -> Prospect.PLACE;
                                                default -> Prospect.inMillis(places.nextInt(300));
                                            },
                                    now)
                            .ifPresent(turn -> {
                                assertTrue(waiting.remove(turn.request().item()));
                                if (turn instanceof Turn.Serve<Integer> serve) {
                                    running.put(turn.request().item(), serve.charge());
                                }
                            });
                }
            }
            assertEquals(waiting.size(), queue.size());
        }

        // Then all who wait are served once there are places
        while (!queue.isEmpty()) {
            Turn<Integer> turn = queue.poll(item -> Prospect.PLACE, 0).orElseThrow();
            assertTrue(waiting.remove(turn.request().item()));
        }
        assertEquals(Set.of(), waiting);
    }

    @Property(tries = 100)
    void aFreePlaceIsNeverLeftEmptyWhileSomebodyFitsIt(@ForAll long seed) {
        // Given groups of which some have places, and promises that break
        SplittableRandom random = new SplittableRandom(seed);
        FairQueue<Integer> queue = new FairQueue<>(QueueLimits.of(1_000));
        Map<Integer, String> waiting = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            String group = "g" + random.nextInt(4);
            queue.offer(
                    new QueuedRequest<>(
                            i,
                            "t" + random.nextInt(5),
                            1,
                            CLASSES[random.nextInt(3)],
                            group,
                            1,
                            0,
                            random.nextInt(100) * 1_000_000L),
                    0);
            waiting.put(i, group);
        }
        for (int i = 0; i < 120 && !queue.isEmpty(); i++) {
            Set<String> open = Set.of("g" + random.nextInt(4));
            boolean fits = waiting.values().stream().anyMatch(open::contains);

            // When
            Optional<Turn<Integer>> turn =
                    queue.poll(
                            item ->
                                    open.contains(waiting.getOrDefault(item, ""))
                                            ? Prospect.inMillis(item % 70)
                                            : Prospect.NOT_FOR_ITS_GROUP,
                            i * 2_000_000L);

            // Then
            assertEquals(fits, turn.isPresent());
            turn.ifPresent(t -> waiting.remove(t.request().item()));
        }
    }

    private static QueuedRequest<Integer> request(
            int item, String tenant, double weight, double cost) {
        return new QueuedRequest<>(
                item, tenant, weight, SloClass.STANDARD, "m", cost, 0, QueuedRequest.UNBOUNDED);
    }
}
