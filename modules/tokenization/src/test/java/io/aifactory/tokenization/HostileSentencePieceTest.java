package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostileSentencePieceTest {
    private static final List<Piece> GOOD = Pieces.scored("▁", -1, "a", -2, "b", -3, "ab", -4);

    @Test
    void theUnchangedModelIsFine() {
        assertEquals("ab", SentencePiece.read(model(GOOD), false, false).decode(new int[] {6}));
    }

    @Test
    void aModelThatEndsTooEarlyIsRefusedWhereverItEnds() {
        byte[] good = model(GOOD);
        byte[] length = {0x0A, 5, 1, 2};

        for (int missing : new int[] {1, 2, 3, 5, 6, 7, 8, 9}) { // 4: the trainer as a whole
            byte[] cut = Arrays.copyOf(good, good.length - missing);
            assertThrows(
                    InvalidTokenizerException.class, () -> SentencePiece.read(cut, false, false));
        }
        assertEquals("the model", refused(length));
    }

    @Test
    void aLengthBeyondTheFileIsRefusedBeforeAnythingIsAllocated() {
        assertEquals("the model", refused(new byte[] {0x0A, -1, -1, -1, -1, 7}));
        assertEquals(
                "the model", refused(new byte[] {0x0A, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}));
        assertEquals(
                "the model", refused(new byte[] {0x08, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}));
        assertEquals("the model", refused(new byte[] {0x07}));
        assertEquals("the model", refused(new byte[] {0x00}));
    }

    @Test
    void wrongPiecesAreNamed() {
        assertEquals("pieces[7]", refused(model(with(Piece.normal("a")))));
        assertEquals("pieces[7]", refused(model(with(Piece.normal("")))));
        assertEquals("pieces[7]", refused(model(with(Piece.normal("x".repeat(1_025))))));
        assertEquals(
                "pieces[7]", refused(model(with(new Piece("x", Float.NaN, Piece.Type.NORMAL)))));
        assertEquals("pieces[7]", refused(model(with(new Piece("u", 0, Piece.Type.UNKNOWN)))));
        assertEquals("pieces[7]", refused(model(with(new Piece("<0xG0>", 0, Piece.Type.BYTE)))));
        assertEquals("pieces", refused(model(with(new Piece("<0x00>", 0, Piece.Type.BYTE)))));
        assertEquals("pieces", refused(new byte[0]));
        assertEquals(
                "pieces[0]",
                refused(
                        new ProtoWriter()
                                .message(1, new ProtoWriter().bytes(1, new byte[] {-1}))
                                .toBytes()));
        assertEquals(
                "pieces[0]",
                refused(new ProtoWriter().message(1, new ProtoWriter().number(3, 9)).toBytes()));
        assertEquals(
                "pieces[0]",
                refused(new ProtoWriter().message(1, new ProtoWriter().number(2, 9)).toBytes()));
    }

    @Test
    void whatThisModuleDoesNotHaveIsNamed() {
        ProtoWriter suffix = new ProtoWriter().number(24, 1);
        ProtoWriter map = new ProtoWriter().bytes(2, new byte[] {1});

        assertEquals("trainer_spec", refused(ProtoWriter.model(3, GOOD).toBytes()));
        assertEquals(
                "trainer_spec", refused(ProtoWriter.model(2, GOOD).message(2, suffix).toBytes()));
        assertEquals(
                "denormalizer_spec", refused(ProtoWriter.model(2, GOOD).message(5, map).toBytes()));
        assertEquals(
                "precompiled_charsmap",
                refused(ProtoWriter.model(2, GOOD).message(3, map).toBytes()));
    }

    @Test
    void piecesThatCanBeJoinedInTooManyWaysAreRefused() {
        List<Piece> pieces = new ArrayList<>(Pieces.scored());
        for (int length = 1; length <= 1_000; length++) {
            pieces.add(new Piece("a".repeat(length), -length, Piece.Type.NORMAL));
        }

        assertEquals("pieces", refused(model(pieces)));
    }

    @Test
    void aDamagedVocabularyOfLlama2cIsRefused() {
        for (byte[] bad :
                new byte[][] {
                    {},
                    {1, 0},
                    {1, 0, 0, 0, 9},
                    {1, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1},
                    {1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 65},
                    {1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, -1}
                }) {
            assertThrows(InvalidTokenizerException.class, () -> SentencePiece.readLlama2c(bad));
        }
    }

    private static List<Piece> with(Piece piece) {
        List<Piece> pieces = new ArrayList<>(GOOD);
        pieces.add(piece);
        return pieces;
    }

    private static byte[] model(List<Piece> pieces) {
        return ProtoWriter.model(ProtoWriter.BYTE_PAIR, pieces).toBytes();
    }

    private static String refused(byte[] model) {
        return assertThrows(
                        InvalidTokenizerException.class,
                        () -> SentencePiece.read(model, false, false))
                .component();
    }
}
