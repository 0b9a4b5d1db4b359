package io.aifactory.simulator.experiment.routing;

import io.aifactory.simulator.study.Workload;
import io.aifactory.simulator.study.WorkloadSpec;
import io.aifactory.simulator.trace.ConversationTrace;
import io.aifactory.simulator.trace.Lengths;
import io.aifactory.simulator.trace.MooncakeTrace;
import io.aifactory.simulator.trace.ShapedTrace;
import io.aifactory.simulator.trace.TraceShape;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Workloads that no policy of ours was chosen on, of ten to twenty minutes: generated, because the
 * traces themselves are not at hand. Means are published where a source is named; the rest, and all
 * of the arrivals' rates, is assumed.
 */
final class HeldOut {
    private HeldOut() {}

    static List<Workload> workloads() throws IOException {
        return List.of(
                shaped("tool agent", toolAgent()),
                shaped("code", code()),
                shaped("thinking", thinking()),
                new Workload("bursts of chat", seed -> bursts().draw(seed)),
                WorkloadSpec.parse("b2b", OptionalDouble.empty()));
    }

    private static Workload shaped(String name, TraceShape shape) {
        return new Workload(name, seed -> ShapedTrace.draw(shape, seed));
    }

    /** Mooncake's tool and agent trace: 6.6/s, 8,596 tokens in, 182 out; 59 % can be shared. */
    private static TraceShape toolAgent() {
        return new TraceShape(
                6.6,
                3_960,
                new Lengths(5_700, 0.9, 120_000),
                new Lengths(110, 1.0, 2_000),
                MooncakeTrace.BLOCK_TOKENS,
                3,
                0.65,
                0.82);
    }

    /** Azure's code completions of 2023: 1,500 tokens in and 13 out in the median. */
    private static TraceShape code() {
        return TraceShape.of(
                40, 24_000, new Lengths(1_500, 0.8, 7_500), new Lengths(13, 1.2, 1_900));
    }

    /** Short questions and long answers. */
    private static TraceShape thinking() {
        return TraceShape.of(
                5, 3_000, new Lengths(400, 1.0, 8_192), new Lengths(1_500, 0.8, 8_192));
    }

    /** As BurstGPT's: short prompts and answers, six times as many of them in a burst. */
    private static ConversationTrace bursts() {
        return new ConversationTrace(
                1_200,
                10,
                60,
                60,
                10,
                1,
                0,
                1,
                0,
                new Lengths(300, 1.2, 8_192),
                new Lengths(180, 0.9, 2_000));
    }
}
