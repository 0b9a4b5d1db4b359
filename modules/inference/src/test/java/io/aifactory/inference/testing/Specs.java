package io.aifactory.inference.testing;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Makes specifications of sequences; immutable. */
public record Specs(
        String id,
        String prompt,
        String resumed,
        int maxTokens,
        SamplingSpec sampling,
        List<String> stops,
        Set<Integer> ends) {
    private static final AtomicInteger IDS = new AtomicInteger();

    public static Specs prompt(String prompt) {
        return new Specs(
                "request-" + IDS.incrementAndGet(),
                prompt,
                "",
                8,
                SamplingSpec.greedy(),
                List.of(),
                Set.of(ByteTokenizer.END));
    }

    public Specs id(String value) {
        return new Specs(value, prompt, resumed, maxTokens, sampling, stops, ends);
    }

    public Specs resumed(String value) {
        return new Specs(id, prompt, value, maxTokens, sampling, stops, ends);
    }

    public Specs maxTokens(int value) {
        return new Specs(id, prompt, resumed, value, sampling, stops, ends);
    }

    public Specs sampled(long seed) {
        return new Specs(
                id, prompt, resumed, maxTokens, new SamplingSpec(1, 1, 0, seed), stops, ends);
    }

    public Specs stops(String... value) {
        return new Specs(id, prompt, resumed, maxTokens, sampling, List.of(value), ends);
    }

    public Specs ignoringEnd() {
        return new Specs(id, prompt, resumed, maxTokens, sampling, stops, Set.of());
    }

    public GenerationSpec build() {
        int[] before = new ByteTokenizer().encode(prompt);
        int[] after = new ByteTokenizer().encode(resumed);
        return new GenerationSpec(
                id,
                IntStream.concat(IntStream.of(before), IntStream.of(after)).toArray(),
                before.length,
                maxTokens,
                sampling,
                stops,
                ends);
    }
}
