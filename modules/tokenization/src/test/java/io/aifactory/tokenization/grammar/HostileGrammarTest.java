package io.aifactory.tokenization.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileGrammarTest {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @MethodSource("evil")
    void isRefusedByATypedErrorWithinTheLimits(String name) {
        // Given
        Grammar grammar = EvilGrammars.ALL.getOrDefault(name, new Grammar.JsonObject());

        // When / Then
        InvalidGrammarException refused =
                assertThrows(
                        InvalidGrammarException.class,
                        () -> SmallVocabulary.compiler().compile(grammar));
        assertTrue(String.valueOf(refused.getMessage()).length() < 600, refused.getMessage());
    }

    static List<String> evil() {
        return EvilGrammars.ALL.keySet().stream().sorted().toList();
    }

    @Test
    void largeButHonestGrammarsCompile() {
        // Given
        String enumeration =
                IntStream.range(0, 2_000)
                        .mapToObj(i -> "\"value number " + i * 7919 + "\"")
                        .collect(Collectors.joining(","));
        String properties =
                IntStream.range(0, 400)
                        .mapToObj(i -> "\"field_" + i + "\":{\"type\":[\"string\",\"null\"]}")
                        .collect(Collectors.joining(","));

        // When / Then
        SmallVocabulary.schema("{\"enum\":[" + enumeration + "]}");
        SmallVocabulary.schema("{\"properties\":{" + properties + "}}");
        SmallVocabulary.schema("{\"type\":\"string\",\"maxLength\":2000}");
        SmallVocabulary.regex("([a-z]{1,30}\\.){1,40}");
    }

    @Test
    void hundredsOfRandomAndDamagedSchemasCompileOrAreRefused() {
        fuzz(600);
    }

    @Tag("fuzz")
    @Test
    void tenThousandRandomAndDamagedSchemasCompileOrAreRefused() {
        fuzz(10_000);
    }

    /** Prints the times for docs/benchmarks.md; they are not asserted. */
    private static void fuzz(int count) {
        Random random = new Random(20_261_122);
        GrammarCompiler compiler = SmallVocabulary.compiler();
        List<String> evil = evil();
        Map<String, Long> slowest = new TreeMap<>();
        long[] nanos = new long[count];
        int refused = 0;
        for (int i = 0; i < count; i++) {
            String name = i % 20 == 0 ? evil.get(random.nextInt(evil.size())) : "random";
            Grammar grammar =
                    EvilGrammars.ALL.containsKey(name)
                            ? EvilGrammars.ALL.getOrDefault(name, new Grammar.JsonObject())
                            : new Grammar.JsonSchema(
                                    damaged(new RandomSchemas(random).next().toString(), random));
            long start = CPU.getCurrentThreadCpuTime();
            try {
                TokenGrammar compiled = compiler.compile(grammar);
                assertTrue(compiled.work() <= GrammarLimits.DEFAULT.work());
            } catch (InvalidGrammarException _) {
                refused++;
            }
            nanos[i] = CPU.getCurrentThreadCpuTime() - start;
            slowest.merge(name, nanos[i] / 1_000, Math::max);
        }
        Arrays.sort(nanos);
        System.out.printf(
                "grammars %d, refused %d, compile (CPU time) p50 %.2f ms, p99 %.1f ms, max %.1f ms%n",
                count,
                refused,
                nanos[count / 2] / 1e6,
                nanos[count * 99 / 100] / 1e6,
                nanos[count - 1] / 1e6);
        System.out.println("slowest, microseconds: " + slowest);
        assertTrue(refused >= count / 20 && refused < count, refused + " of " + count);
    }

    private static String damaged(String schema, Random random) {
        StringBuilder text = new StringBuilder(schema);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, "{}[]\",:09\\x".charAt(random.nextInt(11)));
                case 2 -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
                default -> {
                    Map<String, String> swaps =
                            Map.of("string", "array", "anyOf", "allOf", "node", "a", "1", "99999");
                    for (Map.Entry<String, String> swap : swaps.entrySet()) {
                        int found = text.indexOf(swap.getKey(), at);
                        if (found >= 0) {
                            text.replace(found, found + swap.getKey().length(), swap.getValue());
                        }
                    }
                }
            }
        }
        return text.toString();
    }

    @Test
    void theSameGrammarTakesTheSameWork() {
        String schema = new RandomSchemas(new Random(3)).next().toString();
        assertEquals(SmallVocabulary.schema(schema).work(), SmallVocabulary.schema(schema).work());
    }
}
