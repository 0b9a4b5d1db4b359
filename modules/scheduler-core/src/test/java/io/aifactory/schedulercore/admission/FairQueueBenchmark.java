package io.aifactory.schedulercore.admission;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Time of one operation with so many waiting: each round takes one request, closes its charge and
 * lets another wait. Arguments: numbers waiting (1000 10000 100000). The command stands in the
 * module's README.
 */
final class FairQueueBenchmark {
    private static final int ROUNDS = 300_000;
    private static final int TENANTS = 1_000;
    private static final int GROUPS = 4;

    private FairQueueBenchmark() {}

    @SuppressWarnings("SystemOut") // its result
    public static void main(String... arguments) {
        int[] sizes =
                arguments.length == 0
                        ? new int[] {1_000, 10_000, 100_000}
                        : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        measured(sizes[0]);
        System.out.println("waiting   offer p50/p99 us   poll p50/p99 us   one group closed: poll");
        for (int size : sizes) {
            System.out.println(measured(size));
        }
    }

    private static String measured(int size) {
        SplittableRandom random = new SplittableRandom(1);
        FairQueue<Integer> queue =
                new FairQueue<>(
                        new QueueLimits(size, size, Double.POSITIVE_INFINITY, 256, TENANTS));
        int next = 0;
        while (next < size) {
            queue.offer(request(next, next++, random), 0);
        }
        long[] offers = new long[ROUNDS];
        long[] polls = new long[ROUNDS];
        long[] closed = new long[ROUNDS];
        for (int round = 0; round < 2 * ROUNDS; round++) {
            boolean open = round < ROUNDS;
            long began = System.nanoTime();
            Turn<Integer> turn =
                    queue.poll(
                                    item ->
                                            open || item % GROUPS != 0
                                                    ? Prospect.inMillis(50)
                                                    : Prospect.NOT_FOR_ITS_GROUP,
                                    next)
                            .orElseThrow();
            (open ? polls : closed)[round % ROUNDS] = System.nanoTime() - began;
            if (turn instanceof Turn.Serve<Integer> serve) {
                serve.charge().close(random.nextDouble(1, 500));
            }
            // the same group, so that none runs empty
            QueuedRequest<Integer> request =
                    request(next * GROUPS + turn.request().item() % GROUPS, next++, random);
            began = System.nanoTime();
            queue.offer(request, next);
            offers[round % ROUNDS] = System.nanoTime() - began;
        }
        return String.format(
                Locale.ROOT,
                "%7d   %14s   %14s   %14s",
                size,
                percentiles(offers),
                percentiles(polls),
                percentiles(closed));
    }

    private static QueuedRequest<Integer> request(int item, int number, SplittableRandom random) {
        return new QueuedRequest<>(
                item,
                "tenant-" + random.nextInt(TENANTS),
                1,
                SloClass.STANDARD,
                "group-" + item % GROUPS,
                random.nextDouble(1, 500),
                number,
                random.nextLong(1_000_000_000L, 60_000_000_000L));
    }

    private static String percentiles(long[] nanos) {
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "%.2f / %.2f",
                nanos[nanos.length / 2] / 1e3,
                nanos[nanos.length * 99 / 100] / 1e3);
    }
}
