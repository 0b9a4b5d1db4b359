package io.aifactory.tokenization.grammar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.tokenization.BytePairTrainer;
import io.aifactory.tokenization.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GrammarCacheTest {
    private static final long ROOM = 1 << 20;

    private final AtomicInteger prepared = new AtomicInteger();

    @Test
    void equalGrammarsAreCompiledOnceAndTheVocabularyIsPreparedForTheFirst() {
        GrammarCache cache = cache(ROOM);
        assertEquals(0, prepared.get());

        TokenGrammar first = cache.compiled(new Grammar.Regex("[a-c]+"));
        TokenGrammar other = cache.compiled(new Grammar.Choice(List.of("[a-c]+")));

        assertSame(first, cache.compiled(new Grammar.Regex("[a-c]+")));
        assertNotSame(first, other);
        assertSame(other, cache.compiled(new Grammar.Choice(List.of("[a-c]+"))));
        assertEquals(1, prepared.get());
        assertEquals(2, cache.size());
    }

    @Test
    void whoAsksAtTheSameTimeGetsTheSame() {
        GrammarCache cache = cache(ROOM);
        List<CompletableFuture<TokenGrammar>> answers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            answers.add(
                    CompletableFuture.supplyAsync(
                            () -> cache.compiled(new Grammar.JsonObject()),
                            Thread::startVirtualThread));
        }

        TokenGrammar one = cache.compiled(new Grammar.JsonObject());
        answers.forEach(answer -> assertSame(one, answer.join()));
        assertEquals(1, cache.size());
    }

    @Test
    void whatIsNotAskedForLongestGoesFirst() {
        // Given room for two of these three
        long one = cacheOf("[ab]{1,50}").bytes();
        GrammarCache cache = cache(2 * one + one / 2);
        TokenGrammar first = cache.compiled(new Grammar.Regex("[ab]{1,50}"));
        TokenGrammar second = cache.compiled(new Grammar.Regex("[cd]{1,50}"));
        cache.compiled(new Grammar.Regex("[ab]{1,50}"));

        // When
        cache.compiled(new Grammar.Regex("[ef]{1,50}"));

        // Then
        assertEquals(2, cache.size());
        assertTrue(cache.bytes() <= 2 * one + one / 2);
        assertSame(first, cache.compiled(new Grammar.Regex("[ab]{1,50}")));
        assertNotSame(second, cache.compiled(new Grammar.Regex("[cd]{1,50}")));
    }

    @Test
    void masksThatWereMadeSinceCountToo() {
        // Given room for both grammars, but not for all masks of the first
        Grammar first = new Grammar.Regex("[ab]{1,50}");
        Grammar second = new Grammar.Regex("a");
        GrammarCache roomy = cache(ROOM);
        walk(roomy.compiled(first));
        roomy.compiled(second);
        GrammarCache cache = cache(roomy.bytes() - 1);
        TokenGrammar grown = cache.compiled(first);
        cache.compiled(second);
        assertEquals(2, cache.size());

        // When
        walk(grown);
        cache.compiled(second);

        // Then
        assertEquals(1, cache.size());
        assertNotSame(grown, cache.compiled(first));
    }

    private static void walk(TokenGrammar grammar) {
        GrammarState state = grammar.start();
        for (int i = 0; i < 49; i++) {
            state.allowed();
            state = state.advance('a');
        }
    }

    @Test
    void manySmallOnesAreTooManyAtSomePoint() {
        GrammarCache cache = cache(Long.MAX_VALUE);

        for (int i = 0; i < GrammarCache.ENTRIES + 5; i++) {
            cache.compiled(new Grammar.Choice(List.of(String.valueOf(i))));
        }

        assertEquals(GrammarCache.ENTRIES, cache.size());
    }

    @Test
    void theNewestIsKeptHoweverLargeItIs() {
        GrammarCache cache = cache(1);

        TokenGrammar large = cache.compiled(new Grammar.Regex("[ab]{1,50}"));

        assertSame(large, cache.compiled(new Grammar.Regex("[ab]{1,50}")));
    }

    @Test
    void whatIsRefusedIsNotKeptAndIsRefusedAgain() {
        GrammarCache cache = cache(ROOM);

        for (int i = 0; i < 2; i++) {
            InvalidGrammarException refused =
                    assertThrows(
                            InvalidGrammarException.class,
                            () -> cache.compiled(new Grammar.JsonSchema("{\"not\":{}}")));
            assertEquals("#", refused.location());
        }
        assertEquals(0, cache.size());
    }

    @Test
    void aModelsIdsBeyondItsTokenizersStandForNothing() {
        Tokenizer tokenizer = new BytePairTrainer(257, 1, List.of("<|end|>")).train(_ -> {});
        GrammarVocabulary wide = new GrammarVocabulary(TokenBytes.of(tokenizer, 700), Set.of(0));
        TokenGrammar grammar =
                new GrammarCompiler(wide, GrammarLimits.DEFAULT).compile(new Grammar.Regex("."));

        assertEquals(700, grammar.vocabularySize());
        assertEquals(11, grammar.maskWords());
        assertArrayEquals(new int[] {0}, grammar.endTokens());
        List<Integer> allowed = Walks.ids(grammar.start().allowed());
        assertTrue(allowed.size() > 90);
        assertTrue(allowed.stream().allMatch(id -> id < 257));
    }

    @Test
    void theVocabularyOfBytesTakesWhatIsSound() {
        GrammarCompiler compiler =
                new GrammarCompiler(GrammarVocabulary.ofBytes(), GrammarLimits.DEFAULT);

        assertEquals(257, compiler.compile(new Grammar.JsonObject()).vocabularySize());
        assertThrows(
                InvalidGrammarException.class, () -> compiler.compile(new Grammar.Regex("(a)\\1")));
    }

    private GrammarCache cacheOf(String pattern) {
        GrammarCache cache = cache(ROOM);
        cache.compiled(new Grammar.Regex(pattern));
        return cache;
    }

    private GrammarCache cache(long bytes) {
        return new GrammarCache(
                () -> {
                    prepared.incrementAndGet();
                    return SmallVocabulary.PREPARED;
                },
                GrammarLimits.DEFAULT,
                bytes);
    }
}
