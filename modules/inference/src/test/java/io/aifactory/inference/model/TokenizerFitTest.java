package io.aifactory.inference.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.tokenization.Tokenizer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenizerFitTest {
    /** Tokens 0 to 255 are bytes, 256 is special. */
    private final Tokenizer bytes = new ByteTokenizer();

    @Test
    void aVocabularyOfTheTokenizersSizeAndAPaddedOneFit() {
        assertEquals(Optional.empty(), TokenizerFit.problem(bytes, 257, List.of(256)));
        assertEquals(Optional.empty(), TokenizerFit.problem(bytes, 384, List.of(256)));
        assertEquals(Optional.empty(), TokenizerFit.problem(bytes, 515, List.of()));
    }

    @Test
    void aSpecialTokenWithoutARowFits() {
        assertEquals(Optional.empty(), TokenizerFit.problem(bytes, 256, List.of(0)));
    }

    @Test
    void aTextTokenWithoutARowDoesNotFit() {
        assertEquals(
                Optional.of(
                        "tokenizer.json gives texts the token 97, but config.json has a vocabulary"
                                + " of 97"),
                TokenizerFit.problem(bytes, 97, List.of()));
    }

    @Test
    void anEndTokenThatTheTokenizerDoesNotHaveDoesNotFit() {
        assertEquals(
                Optional.of(
                        "config.json ends texts with the token 300, but tokenizer.json has 257"
                                + " tokens"),
                TokenizerFit.problem(bytes, 384, List.of(256, 300)));
    }

    @Test
    void aTokenizerOfLessThanHalfTheVocabularyDoesNotFit() {
        assertEquals(
                Optional.of(
                        "tokenizer.json has 257 tokens, but config.json has a vocabulary of 516"),
                TokenizerFit.problem(bytes, 516, List.of()));
    }
}
