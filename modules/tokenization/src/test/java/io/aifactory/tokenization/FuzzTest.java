package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mutated files: a tokenizer or the typed error, never anything else, and no more memory than the
 * arrays that the highest possible id needs.
 */
class FuzzTest {
    private static final long MAX_ALLOCATED = 16L << 20;
    private static final String[] WORDS = {
        "0",
        "-1",
        "1048575",
        "1048576",
        "2147483648",
        "1e999",
        "null",
        "true",
        "[]",
        "{}",
        "\"\"",
        "\"\\ud800\"",
        "\"▁\"",
        "\"(\"",
        "\"[a\"",
        "\"(a+)+\"",
        "\"x{9999}\"",
        "999999999999999999999"
    };

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aFewThousandFiles() {
        fuzz(800);
    }

    @Test
    @Tag("slow")
    @Tag("fuzz")
    void manyFiles() {
        fuzz(20_000);
    }

    private void fuzz(int rounds) {
        for (byte[] document : documents()) {
            mutate(document, rounds, TokenizerJson::read);
        }
        for (byte[] model : models()) {
            mutate(model, rounds, bytes -> SentencePiece.read(bytes, true, true));
        }
        mutate(llama2c(), rounds, SentencePiece::readLlama2c);
    }

    private void mutate(byte[] good, int rounds, Function<byte[], Tokenizer> reader) {
        use(reader.apply(good));
        int read = 0;
        for (int seed = 0; seed < rounds; seed++) {
            byte[] bad = mutated(good, new Random(seed));
            try {
                use(read(bad, reader, seed));
                read++;
            } catch (InvalidTokenizerException expected) {
                assertTrue(!expected.component().isEmpty());
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + seed, e);
            }
        }
        assertTrue(read > 0 && read < rounds, read + " of " + rounds + " could be read");
    }

    private Tokenizer read(byte[] bytes, Function<byte[], Tokenizer> reader, int seed) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            return reader.apply(bytes);
        } finally {
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < MAX_ALLOCATED, "seed " + seed + " took " + allocated);
        }
    }

    private static void use(Tokenizer tokenizer) {
        for (String text : List.of("", " ab the日本é<s>▁<x> ", "\uD83D \u0000 e\u0301ﬁ 12")) {
            int[] ids = tokenizer.encode(text);
            tokenizer.encodeWithSpecialTokens(text);
            tokenizer.encodeFramed(text);
            tokenizer.decode(ids);
        }
        TokenizerJson.read(TokenizerJson.write(tokenizer));
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = spliced(bytes, at, at, bytes(random));
                case 3 -> bytes = spliced(bytes, at, end(bytes, at, random), new byte[0]);
                case 4 -> bytes = spliced(bytes, at, valueEnd(bytes, at), word(random));
                default ->
                        bytes =
                                spliced(
                                        bytes,
                                        at,
                                        random.nextInt(8) == 0 ? bytes.length : at,
                                        new byte[0]);
            }
        }
        return bytes;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(6)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] word(Random random) {
        return WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static int end(byte[] bytes, int at, Random random) {
        return Math.min(bytes.length, at + 1 + random.nextInt(8));
    }

    /** The next place where a JSON value could end. */
    private static int valueEnd(byte[] bytes, int at) {
        int end = at;
        while (end < bytes.length && ",]}:".indexOf(bytes[end]) < 0) {
            end++;
        }
        return end;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] insert) {
        byte[] result = new byte[bytes.length - (to - from) + insert.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(insert, 0, result, from, insert.length);
        System.arraycopy(bytes, to, result, from + insert.length, bytes.length - to);
        return result;
    }

    private static List<byte[]> documents() {
        Documents unigram =
                Documents.of(Documents.unigram(false))
                        .withNormalizer(
                                "{\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"NFKC\"},"
                                        + " {\"type\": \"Replace\", \"pattern\": {\"Regex\": \" {2,}\"},"
                                        + " \"content\": \" \"}]}")
                        .withPreTokenizer(
                                "{\"type\": \"Metaspace\", \"replacement\": \"▁\","
                                        + " \"prepend_scheme\": \"first\", \"split\": true}")
                        .withAdded(1, "<s>", "special")
                        .withPostProcessor(
                                "{\"type\": \"BertProcessing\", \"sep\": [\"<s>\", 1], \"cls\": [\"<s>\", 1]}");
        Documents wordPiece =
                Documents.of(Documents.counting())
                        .withNormalizer("{\"type\": \"BertNormalizer\", \"lowercase\": true}")
                        .withPreTokenizer("{\"type\": \"BertPreTokenizer\"}")
                        .withAdded(4, "<x>", "lstrip rstrip")
                        .withDecoder(
                                "{\"type\": \"WordPiece\", \"prefix\": \"##\", \"cleanup\": true}");
        List<byte[]> documents = new ArrayList<>(List.of(unigram.bytes(), wordPiece.bytes()));
        documents.add(
                TokenizerJson.write(
                        Vocabularies.sentencePieceBytePair(
                                Pieces.scored("▁", -1, "a", -2, "b", -3, "ab", -4, "▁a", -5),
                                SentencePieceOptions.llama(Frame.around(List.of(1), List.of())))));
        return documents;
    }

    private static List<byte[]> models() {
        List<Piece> pieces =
                Pieces.retyped(
                        Pieces.scored("▁", -1, "a", -2, "b", -3, "ab", -4, "▁a", -5, "é", -6),
                        "é",
                        Piece.Type.USER_DEFINED);
        return List.of(
                ProtoWriter.model(ProtoWriter.BYTE_PAIR, pieces)
                        .normalizer(true, false, true, new byte[0])
                        .toBytes(),
                ProtoWriter.model(ProtoWriter.UNIGRAM, pieces)
                        .normalizer(true, true, true, CharsmapWriter.sample())
                        .toBytes());
    }

    private static byte[] llama2c() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {7, 0, 0, 0});
        for (Piece piece : Pieces.withBytes("a", "b", " ", "ab")) {
            byte[] text = piece.text().getBytes(StandardCharsets.UTF_8);
            ByteBuffer entry =
                    ByteBuffer.allocate(8 + text.length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putFloat(piece.score())
                            .putInt(text.length)
                            .put(text);
            out.writeBytes(entry.array());
        }
        return out.toByteArray();
    }
}
