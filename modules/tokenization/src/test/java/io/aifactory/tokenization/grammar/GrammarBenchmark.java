package io.aifactory.tokenization.grammar;

import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Times of compiling and of masks, in the form of docs/benchmarks.md. Arguments: tokenizer.json
 * files. A cold mask is the first of its state in a newly compiled grammar, on a warm JVM.
 */
final class GrammarBenchmark {
    private static final int ROUNDS = 60;

    /**
     * What takes milliseconds is told in CPU time, which other work on the machine changes little.
     */
    private static final LongSupplier CPU =
            ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;

    private record Case(Grammar grammar, String answer) {}

    private GrammarBenchmark() {}

    public static void main(String[] files) throws IOException {
        System.out.println(
                "| vocabulary | grammar | states | compile p50 · p99, ms CPU | cold mask p50 · p99 · max, µs CPU |"
                        + " warm mask p50 · p99, µs | advance p50 · p99, µs | masks, KiB |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (String file : files) {
            Tokenizer tokenizer = TokenizerJson.read(Path.of(file));
            long start = System.nanoTime();
            GrammarVocabulary vocabulary =
                    new GrammarVocabulary(
                            TokenBytes.of(tokenizer),
                            Set.of(tokenizer.tokenId("<|endoftext|>").orElseThrow()));
            double prepared = (System.nanoTime() - start) / 1e6;
            System.out.printf(
                    "| %s: %,d ids, prepared in %.0f ms | | | | | | | |%n",
                    Path.of(file)
                            .toAbsolutePath()
                            .getName(Path.of(file).toAbsolutePath().getNameCount() - 2),
                    vocabulary.size(),
                    prepared);
            GrammarCompiler compiler = new GrammarCompiler(vocabulary, GrammarLimits.DEFAULT);
            for (Map.Entry<String, Case> one : cases().entrySet()) {
                int[] tokens = tokenizer.encode(one.getValue().answer());
                measure(compiler, one.getValue().grammar(), tokens, 10);
                System.out.println(
                        "| | "
                                + one.getKey()
                                + measure(compiler, one.getValue().grammar(), tokens, ROUNDS));
            }
        }
    }

    private static String measure(
            GrammarCompiler compiler, Grammar grammar, int[] tokens, int rounds) {
        long[] compile = new long[rounds];
        long[] cold = new long[rounds * tokens.length];
        long[] warm = new long[rounds * tokens.length];
        long[] advance = new long[rounds * tokens.length];
        TokenGrammar compiled = compiler.compile(grammar);
        long automaton = compiled.bytes();
        for (int round = 0; round < rounds; round++) {
            long start = CPU.getAsLong();
            compiled = compiler.compile(grammar);
            compile[round] = CPU.getAsLong() - start;
            pass(compiled, tokens, CPU, cold, advance, round);
            pass(compiled, tokens, System::nanoTime, warm, advance, round);
        }
        return String.format(
                " | %,d | %.2f · %.2f | %s · %.0f | %s | %s | %,d |",
                compiled.states(),
                at(compile, 50) / 1e6,
                at(compile, 99) / 1e6,
                micros(cold),
                at(cold, 100) / 1e3,
                micros(warm),
                micros(advance),
                (compiled.bytes() - automaton) >> 10);
    }

    private static void pass(
            TokenGrammar grammar,
            int[] tokens,
            LongSupplier clock,
            long[] masks,
            long[] advances,
            int round) {
        long[] mask = new long[grammar.maskWords()];
        GrammarState state = grammar.start();
        for (int i = 0; i < tokens.length; i++) {
            long start = clock.getAsLong();
            state.allowed(mask);
            long middle = clock.getAsLong();
            state = state.advance(tokens[i]);
            advances[round * tokens.length + i] = clock.getAsLong() - middle;
            masks[round * tokens.length + i] = middle - start;
        }
        if (!state.accepts()) {
            throw new IllegalStateException("the answer is not whole");
        }
    }

    private static String micros(long[] nanos) {
        return String.format("%.1f · %.1f", at(nanos, 50) / 1e3, at(nanos, 99) / 1e3);
    }

    private static long at(long[] nanos, int percent) {
        Arrays.sort(nanos);
        return nanos[Math.min(nanos.length - 1, nanos.length * percent / 100)];
    }

    private static Map<String, Case> cases() {
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put(
                "order (nested, arrays, enum, date, bounded)",
                new Case(
                        new Grammar.JsonSchema(ORDER),
                        "{\"id\":\"a-1029\",\"customer\":{\"name\":\"María López\",\"email\":null},"
                                + "\"lines\":[{\"article\":\"blue chair\",\"count\":4,\"price\":19.5},"
                                + "{\"article\":\"table\",\"count\":1,\"price\":120.0}],"
                                + "\"state\":\"shipped\",\"date\":\"2026-11-22\"}"));
        cases.put(
                "tree (recursive)",
                new Case(
                        new Grammar.JsonSchema(
                                "{\"properties\":{\"v\":{\"type\":\"number\"},\"children\":"
                                        + "{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}},"
                                        + "\"required\":[\"v\"]}"),
                        "{\"v\":1,\"children\":[{\"v\":2,\"children\":[{\"v\":3}]},{\"v\":4.5}]}"));
        cases.put(
                "any object",
                new Case(
                        new Grammar.JsonObject(),
                        "{\"title\":\"Any object\",\"tags\":[\"one\",\"two\"],\"n\":{\"a\":null}}"));
        cases.put(
                "string of at most 400 characters",
                new Case(
                        new Grammar.JsonSchema("{\"type\":\"string\",\"maxLength\":400}"),
                        "\"The quick brown fox jumps over the lazy dog, and the dog sleeps.\""));
        cases.put(
                "regex",
                new Case(
                        new Grammar.Regex("[A-Z][a-z]+ (?:[a-z]+ ){0,40}[a-z]+\\."),
                        "The quick brown fox jumps over the lazy dog and sleeps."));
        cases.put(
                "choice of three",
                new Case(
                        new Grammar.Choice(List.of("positive", "negative", "neutral")),
                        "negative"));
        return cases;
    }

    private static final String ORDER =
            """
            {"type":"object","properties":{
              "id":{"type":"string","pattern":"^[a-z]-[0-9]+$"},
              "customer":{"type":"object","properties":{"name":{"type":"string"},
                "email":{"type":["string","null"]}},"required":["name","email"]},
              "lines":{"type":"array","items":{"type":"object","properties":{
                "article":{"type":"string"},
                "count":{"type":"integer","minimum":1,"maximum":100},
                "price":{"type":"number"}},"required":["article","count","price"]}},
              "state":{"enum":["new","paid","shipped","returned"]},
              "date":{"type":"string","format":"date"}},
             "required":["id","customer","lines","state","date"]}
            """;
}
