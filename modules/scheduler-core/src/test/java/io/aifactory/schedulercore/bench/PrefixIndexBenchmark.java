package io.aifactory.schedulercore.bench;

import io.aifactory.schedulercore.prefix.PrefixIndex;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Replays a Mooncake trace against the prefix index in one thread: block operations per second and
 * the time of a question. Arguments: trace, workers, blocks a worker keeps, parts of a trace's
 * block, copies of the trace, rounds. The first two rounds are not counted.
 */
public final class PrefixIndexBenchmark {
    private static final int WARM_UP = 2;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private PrefixIndexBenchmark() {}

    public static void main(String[] args) throws IOException {
        int workers = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[5]);
        IndexLoad load =
                new IndexLoad(
                        MooncakeBlocks.read(
                                Path.of(args[0]),
                                Integer.parseInt(args[3]),
                                Integer.parseInt(args[4])),
                        workers,
                        Integer.parseInt(args[2]),
                        1);
        System.out.printf(
                "%d workers, %d requests, %d block operations a round%n",
                workers, load.requests(), load.blockOperations());
        double[] rates = new double[rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            PrefixIndex index = load.newIndex();
            long start = System.nanoTime();
            long startCpu = THREADS.getCurrentThreadCpuTime();
            long found = load.replay(index);
            double cpuRate =
                    load.blockOperations() * 1e3 / (THREADS.getCurrentThreadCpuTime() - startCpu);
            double rate = load.blockOperations() * 1e3 / (System.nanoTime() - start);
            long[] nanos = load.questionNanos(load.newIndex());
            Arrays.sort(nanos);
            System.out.printf(
                    "%s %5.1f M block-ops/s, %.1f M in a second of processor time; question p50 %.2f, p99 %.2f, p99.9 %.2f, worst %.0f µs;"
                            + " %d blocks held, %d found%n",
                    round < 0 ? "warm-up" : "round  ",
                    rate,
                    cpuRate,
                    at(nanos, 0.5),
                    at(nanos, 0.99),
                    at(nanos, 0.999),
                    at(nanos, 1),
                    index.blocks(),
                    found);
            if (round >= 0) {
                rates[round] = rate;
            }
        }
        Arrays.sort(rates);
        System.out.printf(
                "median %.1f (%.1f–%.1f) M block-ops/s%n",
                rates[rounds / 2], rates[0], rates[rounds - 1]);
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[(int) Math.ceil(quantile * sorted.length) - 1] / 1e3;
    }
}
