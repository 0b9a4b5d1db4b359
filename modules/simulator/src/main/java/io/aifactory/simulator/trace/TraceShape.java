package io.aifactory.simulator.trace;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The statistics of a trace from which another one like it can be drawn: Poisson arrivals,
 * log-normal lengths, and prompts that continue earlier ones.
 *
 * @param requestsPerSecond mean rate; positive
 * @param requests how many; from 0
 * @param prompts lengths of prompts
 * @param outputs lengths of answers
 * @param blockTokens of a block
 * @param commonBlocks that all prompts begin with
 * @param continuing share of the prompts that share more than that with an earlier one
 * @param depth share of all those prompts' blocks that are shared, from 0 to 1
 */
public record TraceShape(
        double requestsPerSecond,
        int requests,
        Lengths prompts,
        Lengths outputs,
        int blockTokens,
        int commonBlocks,
        double continuing,
        double depth) {
    /** More are not drawn. */
    public static final int MOST_REQUESTS = 5_000_000;

    private static final double NANOS_PER_SECOND = 1e9;

    /** A block that so many of all requests share is common to all. */
    private static final double COMMON = 0.9;

    public TraceShape {
        if (!(requestsPerSecond > 0 && requestsPerSecond <= 1e6)
                || requests < 0
                || requests > MOST_REQUESTS
                || blockTokens < 1
                || commonBlocks < 0
                || !(continuing >= 0 && continuing <= 1)
                || !(depth >= 0 && depth <= 1)) {
            throw new IllegalArgumentException(
                    "not the shape of a trace: %s requests/s, %d requests, blocks of %d tokens, %d common, %s continuing, %s deep"
                            .formatted(
                                    requestsPerSecond,
                                    requests,
                                    blockTokens,
                                    commonBlocks,
                                    continuing,
                                    depth));
        }
    }

    /** Requests that share nothing. */
    public static TraceShape of(
            double requestsPerSecond, int requests, Lengths prompts, Lengths outputs) {
        return new TraceShape(
                requestsPerSecond, requests, prompts, outputs, MooncakeTrace.BLOCK_TOKENS, 0, 0, 0);
    }

    /**
     * The shape of Mooncake's conversation trace as {@link #fit} finds it, ten minutes long: 3.4
     * requests/s, prompts of 6,900 tokens in the median, answers of 350, one block common to all.
     */
    public static TraceShape conversation() {
        return new TraceShape(
                3.4,
                2_040,
                new Lengths(6_909, 1.2, 126_195),
                new Lengths(350, 1.36, 2_000),
                MooncakeTrace.BLOCK_TOKENS,
                1,
                0.387,
                0.756);
    }

    /**
     * The shape of a trace.
     *
     * @param arrivals at least two at different times
     */
    public static TraceShape fit(List<Arrival> arrivals) {
        double seconds =
                arrivals.isEmpty()
                        ? 0
                        : (arrivals.getLast().nanos() - arrivals.getFirst().nanos())
                                / NANOS_PER_SECOND;
        if (!(seconds > 0)) {
            throw new IllegalArgumentException(
                    "a shape is fitted to at least two requests at different times");
        }
        int common = commonBlocks(arrivals);
        int continuing = 0;
        long sharedBlocks = 0;
        long continuingBlocks = 0;
        Set<Long> seen = new HashSet<>();
        for (Arrival arrival : arrivals) {
            int shared = 0;
            while (shared < arrival.blocks().count()
                    && seen.contains(arrival.blocks().hash(shared))) {
                shared++;
            }
            if (shared > common) {
                continuing++;
                sharedBlocks += shared;
                continuingBlocks += arrival.blocks().count();
            }
            for (int i = 0; i < arrival.blocks().count(); i++) {
                seen.add(arrival.blocks().hash(i));
            }
        }
        return new TraceShape(
                (arrivals.size() - 1) / seconds,
                arrivals.size(),
                lengths(arrivals.stream().mapToInt(Arrival::promptTokens).toArray()),
                lengths(arrivals.stream().mapToInt(Arrival::outputTokens).toArray()),
                Math.max(1, arrivals.getFirst().blocks().blockTokens()),
                common,
                (double) continuing / arrivals.size(),
                continuing == 0 ? 0 : (double) sharedBlocks / continuingBlocks);
    }

    private static int commonBlocks(List<Arrival> arrivals) {
        int common = 0;
        while (true) {
            int place = common;
            List<Arrival> reaching =
                    arrivals.stream().filter(a -> a.blocks().count() > place).toList();
            if (reaching.isEmpty()) {
                return common;
            }
            long hash = reaching.getFirst().blocks().hash(place);
            long equal = reaching.stream().filter(a -> a.blocks().hash(place) == hash).count();
            if (equal < COMMON * arrivals.size()) {
                return common;
            }
            common++;
        }
    }

    private static Lengths lengths(int[] tokens) {
        int[] sorted = tokens.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(tokens).mapToDouble(Math::log).average().orElse(0);
        double variance =
                Arrays.stream(tokens)
                        .mapToDouble(t -> (Math.log(t) - mean) * (Math.log(t) - mean))
                        .average()
                        .orElse(0);
        return new Lengths(
                sorted[sorted.length / 2], Math.sqrt(variance), sorted[sorted.length - 1]);
    }
}
