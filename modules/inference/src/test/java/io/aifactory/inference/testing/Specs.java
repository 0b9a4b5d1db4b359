package io.aifactory.inference.testing;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.tokenization.grammar.Grammar;
import io.aifactory.tokenization.grammar.GrammarCache;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Makes specifications of sequences; immutable. */
public record Specs(
        String id,
        String prompt,
        List<Integer> resumed,
        int maxTokens,
        SamplingSpec sampling,
        List<String> stops,
        Set<Integer> ends,
        Optional<Grammar> grammar,
        String salt) {
    private static final AtomicInteger IDS = new AtomicInteger();
    private static final GrammarCache GRAMMARS = ByteTokenizer.grammars();

    public static Specs prompt(String prompt) {
        return new Specs(
                "request-" + IDS.incrementAndGet(),
                prompt,
                List.of(),
                8,
                SamplingSpec.greedy(),
                List.of(),
                Set.of(ByteTokenizer.END),
                Optional.empty(),
                "");
    }

    public Specs id(String value) {
        return new Specs(value, prompt, resumed, maxTokens, sampling, stops, ends, grammar, salt);
    }

    public Specs resumed(String value) {
        return resumed(new ByteTokenizer().encode(value));
    }

    /** The same for tokens that may be no whole text. */
    public Specs resumed(int... tokens) {
        List<Integer> value = IntStream.of(tokens).boxed().toList();
        return new Specs(id, prompt, value, maxTokens, sampling, stops, ends, grammar, salt);
    }

    public Specs maxTokens(int value) {
        return new Specs(id, prompt, resumed, value, sampling, stops, ends, grammar, salt);
    }

    public Specs sampled(long seed) {
        return new Specs(
                id,
                prompt,
                resumed,
                maxTokens,
                new SamplingSpec(1, 1, 0, seed),
                stops,
                ends,
                grammar,
                salt);
    }

    public Specs stops(String... value) {
        return new Specs(
                id, prompt, resumed, maxTokens, sampling, List.of(value), ends, grammar, salt);
    }

    public Specs ignoringEnd() {
        return new Specs(id, prompt, resumed, maxTokens, sampling, stops, Set.of(), grammar, salt);
    }

    /** At this token as well. */
    public Specs endingAt(int token) {
        Set<Integer> value = new HashSet<>(ends);
        value.add(token);
        return new Specs(id, prompt, resumed, maxTokens, sampling, stops, value, grammar, salt);
    }

    public Specs sampling(SamplingSpec value) {
        return new Specs(id, prompt, resumed, maxTokens, value, stops, ends, grammar, salt);
    }

    public Specs grammar(Grammar value) {
        return new Specs(
                id, prompt, resumed, maxTokens, sampling, stops, ends, Optional.of(value), salt);
    }

    public Specs salt(String value) {
        return new Specs(id, prompt, resumed, maxTokens, sampling, stops, ends, grammar, value);
    }

    public GenerationSpec build() {
        int[] before = new ByteTokenizer().encode(prompt);
        int[] after = resumed.stream().mapToInt(token -> token).toArray();
        return new GenerationSpec(
                id,
                IntStream.concat(IntStream.of(before), IntStream.of(after)).toArray(),
                before.length,
                maxTokens,
                sampling,
                stops,
                ends,
                salt,
                grammar.map(wish -> GRAMMARS.compiled(wish).start().after(after)));
    }
}
