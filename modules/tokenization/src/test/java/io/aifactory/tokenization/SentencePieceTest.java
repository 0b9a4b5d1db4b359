package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Models written by the test, results worked out by hand from the rules of SentencePiece. */
class SentencePieceTest {
    private static final byte[] NO_MAP = {};
    private static final int A = Pieces.FIRST_TEXT;

    /** a b c ▁ ab abc ▁a aa */
    private static final List<Piece> LETTERS =
            Pieces.withBytes("a", "b", "c", "▁", "ab", "abc", "▁a", "aa");

    @Test
    void thePairOfHighestScoreIsJoinedFirst() {
        Tokenizer tokenizer = bytePair(LETTERS, false);

        assertArrayEquals(new int[] {A + 5}, tokenizer.encode("abc"));
        // "aab": ab (rank 4) comes before aa (rank 7).
        assertArrayEquals(new int[] {A, A + 4}, tokenizer.encode("aab"));
        // Of equal scores the leftmost.
        assertArrayEquals(new int[] {A + 7, A}, tokenizer.encode("aaa"));
    }

    @Test
    void aTextBeginsWithASpaceIfTheFileSaysSo() {
        Tokenizer tokenizer = bytePair(LETTERS, true);

        assertArrayEquals(new int[] {A + 6, A + 3, A + 1}, tokenizer.encode("a b"));
        assertArrayEquals(new int[] {A + 3, A + 6}, tokenizer.encode(" a"));
        assertArrayEquals(new int[0], tokenizer.encode(""));
        assertEquals("a b", tokenizer.decode(tokenizer.encode("a b")));
        assertEquals(" a", tokenizer.decode(tokenizer.encode(" a")));
    }

    @Test
    void charactersWithoutAPieceAreTheirBytes() {
        Tokenizer tokenizer = bytePair(LETTERS, false);
        int zero = Pieces.FIRST_BYTE;

        assertArrayEquals(new int[] {A, zero + 0xC3, zero + 0xA9}, tokenizer.encode("aé"));
        assertEquals("aé", tokenizer.decode(new int[] {A, zero + 0xC3, zero + 0xA9}));
    }

    @Test
    void unusedPiecesAreStepsOnTheWayButNeverGivenOut() {
        List<Piece> pieces = Pieces.retyped(LETTERS, "ab", Piece.Type.UNUSED);
        Tokenizer tokenizer = bytePair(pieces, false);

        assertArrayEquals(new int[] {A + 5}, tokenizer.encode("abc"));
        assertArrayEquals(new int[] {A, A + 1}, tokenizer.encode("ab"));
    }

    @Test
    void userDefinedPiecesAreFoundBeforeAnythingIsJoined() {
        List<Piece> pieces = Pieces.retyped(LETTERS, "ab", Piece.Type.USER_DEFINED);
        Tokenizer tokenizer = bytePair(pieces, true);

        assertArrayEquals(new int[] {A + 3, A + 4, A + 2}, tokenizer.encode("abc"));
        assertArrayEquals(new int[] {A + 6, A + 4, A + 3, A + 4}, tokenizer.encode("aab ab"));
    }

    @Test
    void controlPiecesInATextAreText() {
        Tokenizer tokenizer =
                bytePair(Pieces.withBytes("<", ">", "s", "<s", "▁", "s>", "/"), false);

        assertArrayEquals(new int[] {A + 3, A + 1}, tokenizer.encode("<s>"));
        assertArrayEquals(new int[] {1}, tokenizer.encodeWithSpecialTokens("<s>"));
    }

    @Test
    void theFrameIsWhatTheCallerAsksFor() {
        byte[] model = ProtoWriter.model(ProtoWriter.BYTE_PAIR, LETTERS).toBytes();

        assertArrayEquals(new int[] {1}, SentencePiece.read(model, true, false).frame().before());
        assertArrayEquals(
                new int[] {1, A + 6, 2}, SentencePiece.read(model, true, true).encodeFramed("a"));
        assertArrayEquals(
                new int[] {A + 6}, SentencePiece.read(model, false, false).encodeFramed("a"));
    }

    @Test
    void unigramTakesTheBestSumAndSkipsUnusedPieces() {
        List<Piece> pieces =
                Pieces.scored("▁", -2, "a", -3, "b", -3, "ab", -5, "▁ab", -6.5, "ba", -9);
        assertArrayEquals(new int[] {7}, unigram(pieces, NO_MAP).encode("ab"));
        assertArrayEquals(
                new int[] {3, 6},
                unigram(Pieces.retyped(pieces, "▁ab", Piece.Type.UNUSED), NO_MAP).encode("ab"));
        assertArrayEquals(new int[] {3, 0, 4}, unigram(pieces, NO_MAP).encode("日本a"));
    }

    @Test
    void extraSpacesGoAway() {
        Tokenizer tokenizer = unigram(Pieces.scored("▁", -2, "a", -3, "▁a", -4), NO_MAP);

        assertArrayEquals(new int[] {5, 5}, tokenizer.encode("  a   a  "));
        assertArrayEquals(new int[0], tokenizer.encode("   "));
        assertEquals("a a", tokenizer.decode(new int[] {5, 5}));
        assertEquals("a", tokenizer.decode(new int[] {3, 3, 5}));
    }

    /**
     * The Hugging Face library takes the shortest entry of a grapheme; SentencePiece the longest.
     */
    @Test
    void theLongestEntryOfTheCharacterMapWins() {
        Tokenizer tokenizer =
                unigram(
                        Pieces.scored(
                                "▁", -2, "e", -3, "é", -3, "X", -3, "AB", -3, "fi", -3, "각", -3),
                        CharsmapWriter.sample());

        assertArrayEquals(new int[] {3, 5}, tokenizer.encode("ｅ\u0301"));
        assertArrayEquals(new int[] {3, 6, 7}, tokenizer.encode("abcab"));
        assertArrayEquals(new int[] {3, 8, 9}, tokenizer.encode("ﬁ\u1100\u1161\u11A8"));
        assertArrayEquals(new int[] {3, 4, 3, 4}, tokenizer.encode("\u00A0e\u200B\t\ne\u3000"));
    }

    private static Tokenizer bytePair(List<Piece> pieces, boolean dummyPrefix) {
        return SentencePiece.read(
                ProtoWriter.model(ProtoWriter.BYTE_PAIR, pieces)
                        .normalizer(dummyPrefix, false, true, NO_MAP)
                        .toBytes(),
                false,
                false);
    }

    private static Tokenizer unigram(List<Piece> pieces, byte[] charsmap) {
        return SentencePiece.read(
                ProtoWriter.model(ProtoWriter.UNIGRAM, pieces)
                        .normalizer(true, true, true, charsmap)
                        .toBytes(),
                false,
                false);
    }
}
