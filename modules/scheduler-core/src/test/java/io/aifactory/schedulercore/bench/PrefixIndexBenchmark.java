package io.aifactory.schedulercore.bench;

import io.aifactory.schedulercore.prefix.PrefixIndex;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Replays a Mooncake trace against the prefix index in one thread: block operations per second, the
 * time of a find and of a prediction. Arguments: trace, workers, blocks a worker keeps, parts of a
 * trace's block, copies of the trace, rounds. The first two rounds are not counted.
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
        System.out.println(workers + " workers, " + load.summary());
        double[] rates = new double[rounds];
        double[] cpuRates = new double[rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            PrefixIndex index = load.newIndex();
            long start = System.nanoTime();
            long startCpu = THREADS.getCurrentThreadCpuTime();
            long found = load.replay(index);
            long cpu = THREADS.getCurrentThreadCpuTime() - startCpu;
            double rate = load.blockOperations() * 1e3 / (System.nanoTime() - start);
            double cpuRate = load.blockOperations() * 1e3 / cpu;
            System.out.printf(
                    "%s %5.1f M block-ops/s, %5.1f in a second of processor time; find %s;"
                            + " predict %s; %d blocks held, %d found%n",
                    round < 0 ? "warm-up" : "round  ",
                    rate,
                    cpuRate,
                    quantiles(load.questionNanos(load.newIndex())),
                    quantiles(load.predictionNanos(load.newIndex())),
                    index.blocks(),
                    found);
            if (round >= 0) {
                rates[round] = rate;
                cpuRates[round] = cpuRate;
            }
        }
        System.out.println("M block-ops/s: " + spread(rates));
        System.out.println("M block-ops in a second of processor time: " + spread(cpuRates));
    }

    private static String spread(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        return String.format(
                Locale.ROOT,
                "median %.1f (%.1f–%.1f)",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[last]);
    }

    private static String quantiles(long[] nanos) {
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "p50 %.2f p99 %.2f p99.9 %.2f µs",
                at(nanos, 0.5),
                at(nanos, 0.99),
                at(nanos, 0.999));
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[(int) Math.ceil(quantile * sorted.length) - 1] / 1e3;
    }
}
