package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.contracts.worker.v1.Grammar;
import io.aifactory.tokenization.grammar.GrammarCache;
import io.aifactory.tokenization.grammar.GrammarLimits;
import io.aifactory.tokenization.grammar.GrammarState;
import io.aifactory.tokenization.grammar.GrammarVocabulary;
import io.aifactory.tokenization.grammar.TokenBytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GrammarRequestsTest {
    private static final int END = 7;
    private static final GrammarCache GRAMMARS =
            new GrammarCache(
                    () -> new GrammarVocabulary(new Digits(), Set.of(END)),
                    GrammarLimits.DEFAULT,
                    1 << 20);

    @Test
    void aGrammarIsCompiledAndStandsWhereTheResumedTokensLeaveIt() {
        GrammarState state =
                check(r ->
                                r.setGrammar(Grammar.newBuilder().setRegex("[0-9]{3}"))
                                        .addAllResumedTokens(List.of(14, 15)))
                        .orElseThrow();

        assertEquals(Optional.empty(), check(r -> {}));
        assertFalse(state.accepts());
        assertTrue(state.advance(19).complete());
    }

    @Test
    void aGrammarThatIsRefusedIsRefusedInTheCompilersWords() {
        invalid(
                "grammar",
                "grammar is not usable: offset 2: back-references are not supported.",
                r -> r.setGrammar(Grammar.newBuilder().setRegex("\\1")));
        invalid(
                "grammar",
                "grammar has no kind; leave it out for any text.",
                r -> r.setGrammar(Grammar.getDefaultInstance()));
        invalid(
                "resumed_tokens",
                "resumed_tokens are not the beginning of a text that grammar describes.",
                r ->
                        r.setGrammar(Grammar.newBuilder().setRegex("[0-4]+"))
                                .addAllResumedTokens(List.of(14, 15)));
    }

    private static void invalid(
            String field, String message, Consumer<GenerateRequest.Builder> change) {
        FactoryException error = assertThrows(FactoryException.class, () -> check(change));
        assertEquals(message, error.message());
        assertEquals(ErrorCode.INVALID_REQUEST, error.code());
        assertEquals(Optional.of(field), error.parameter());
    }

    private static Optional<GrammarState> check(Consumer<GenerateRequest.Builder> change) {
        GenerateRequest.Builder request = GenerateRequest.newBuilder();
        change.accept(request);
        return GrammarRequests.check(request.build(), GRAMMARS);
    }

    /** Ids from 10 to 19 are digits. */
    private static final class Digits implements TokenBytes {
        @Override
        public int vocabularySize() {
            return 100;
        }

        @Override
        public byte[] bytes(int id) {
            return id >= 10 && id < 20 ? new byte[] {(byte) ('0' + id - 10)} : new byte[0];
        }
    }
}
