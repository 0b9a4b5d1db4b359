package io.aifactory.simulator.trace;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws a trace of a {@link TraceShape}. */
public final class ShapedTrace {
    /** A prompt continues one of so many before it. */
    private static final int REMEMBERED = 2_000;

    private static final int MOST_DRAWS = 64;
    private static final double NANOS_PER_SECOND = 1e9;

    private ShapedTrace() {}

    /** The same arrivals for the same seed. */
    public static List<Arrival> draw(TraceShape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>(shape.requests());
        double seconds = 0;
        long fresh = shape.commonBlocks();
        for (int i = 0; i < shape.requests(); i++) {
            seconds += -Math.log(1 - random.nextDouble()) / shape.requestsPerSecond();
            int prompt = shape.prompts().draw(random);
            int output = shape.outputs().draw(random);
            long[] hashes = new long[(prompt + shape.blockTokens() - 1) / shape.blockTokens()];
            int shared = Math.min(hashes.length, shape.commonBlocks());
            for (int b = 0; b < shared; b++) {
                hashes[b] = b;
            }
            if (i > 0 && random.nextDouble() < shape.continuing()) {
                shared = Math.max(shared, continued(shape, arrivals, hashes, random));
            }
            for (int b = shared; b < hashes.length; b++) {
                hashes[b] = fresh++;
            }
            arrivals.add(
                    new Arrival(
                            (long) (seconds * NANOS_PER_SECOND),
                            prompt,
                            output,
                            new PromptBlocks(shape.blockTokens(), hashes),
                            Arrival.ANYBODY));
        }
        return arrivals;
    }

    /**
     * Takes the beginning of an earlier prompt: one that is long enough for the depth, if a few
     * draws find one.
     *
     * @return blocks taken
     */
    private static int continued(
            TraceShape shape, List<Arrival> earlier, long[] hashes, SplittableRandom random) {
        int wanted = (int) Math.ceil(shape.depth() * hashes.length);
        Arrival parent = earlier.getLast();
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            int back = random.nextInt(Math.min(REMEMBERED, earlier.size())) + 1;
            parent = earlier.get(earlier.size() - back);
            if (full(parent) >= wanted) {
                break;
            }
        }
        int shared = Math.min(wanted, full(parent));
        for (int b = 0; b < shared; b++) {
            hashes[b] = parent.blocks().hash(b);
        }
        return shared;
    }

    /** Its last block may be partial: no other prompt goes on from there. */
    private static int full(Arrival arrival) {
        return arrival.promptTokens() / arrival.blocks().blockTokens();
    }
}
