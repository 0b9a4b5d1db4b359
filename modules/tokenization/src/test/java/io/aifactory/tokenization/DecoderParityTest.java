package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Decoders on any sequence of ids: as the Hugging Face library, and in pieces as at once. */
class DecoderParityTest {
    private static final String TOKENS =
            """
            {"type": "WordPiece", "unk_token": "u", "continuing_subword_prefix": "##",
             "max_input_chars_per_word": 10, "vocab": {"u": 0, "a": 1, "##b": 2, ".": 3, "▁": 4,
               "▁c": 5, "▁▁": 6, "do": 7, "n't": 8, " ": 9, "  d ": 10, "'": 11, "s": 12, "é": 13,
               "👍": 14, "Ġx": 15, "##": 16, "'s": 17, " do not": 18, "日": 19, "special": 20}}\
            """;

    private static final List<Pair> PAIRS = new ArrayList<>();

    private record Pair(String decoder, Tokenizer ours, HuggingFace theirs) {}

    static {
        for (String decoder :
                new String[] {
                    "null",
                    "{'type': 'WordPiece', 'prefix': '##', 'cleanup': true}",
                    "{'type': 'WordPiece', 'prefix': '##', 'cleanup': false}",
                    "{'type': 'Metaspace', 'replacement': '▁', 'prepend_scheme': 'always', 'split': true}",
                    "{'type': 'Metaspace', 'replacement': '▁', 'prepend_scheme': 'never', 'split': true}",
                    "{'type': 'ByteLevel', 'add_prefix_space': true, 'trim_offsets': true, 'use_regex': true}",
                    "{'type': 'Fuse'}",
                    "{'type': 'Replace', 'pattern': {'String': '▁'}, 'content': ' '}",
                    "{'type': 'Strip', 'content': ' ', 'start': 1, 'stop': 0}",
                    "{'type': 'Sequence', 'decoders': [{'type': 'Replace', 'pattern': {'String': '▁'}, 'content': ' '}, {'type': 'Fuse'}, {'type': 'Strip', 'content': ' ', 'start': 1, 'stop': 0}]}",
                    "{'type': 'Sequence', 'decoders': [{'type': 'Metaspace', 'replacement': '▁', 'prepend_scheme': 'first', 'split': true}, {'type': 'WordPiece', 'prefix': '##', 'cleanup': true}, {'type': 'ByteFallback'}, {'type': 'Fuse'}]}",
                }) {
            byte[] document =
                    Documents.of(TOKENS)
                            .withDecoder(decoder.replace('\'', '"'))
                            .withAdded(20, "special", "special")
                            .withAdded(21, "▁added ", "")
                            .bytes();
            PAIRS.add(new Pair(decoder, TokenizerJson.read(document), new HuggingFace(document)));
        }
    }

    @Property(tries = 300, seed = "20260101")
    void anySequenceOfIds(@ForAll("ids") int[] ids) {
        for (Pair pair : PAIRS) {
            String text = pair.ours().decode(ids);
            assertEquals(pair.theirs().decode(ids), text, pair.decoder());
            assertEquals(text, Streaming.wellFormedPieces(pair.ours(), ids), pair.decoder());
        }
    }

    /** The library cannot be asked: it takes more away than a text has and stops. */
    @Property(tries = 300, seed = "20260101")
    void whatIsStrippedAtTheEndIsHeldBackWhileStreaming(@ForAll("ids") int[] ids) {
        byte[] document =
                Documents.of(TOKENS)
                        .withDecoder(
                                """
                                {"type": "Sequence", "decoders": [{"type": "Fuse"},
                                  {"type": "Strip", "content": " ", "start": 2, "stop": 3}]}\
                                """)
                        .bytes();
        Tokenizer tokenizer = TokenizerJson.read(document);
        String whole = TokenizerJson.read(Documents.of(TOKENS).bytes()).decode(ids);

        String expected = whole.replaceFirst("^ {1,2}", "").replaceFirst(" {1,3}$", "");
        assertEquals(expected, tokenizer.decode(ids));
        assertEquals(expected, Streaming.wellFormedPieces(tokenizer, ids));
    }

    @Provide
    Arbitrary<int[]> ids() {
        return Arbitraries.integers().between(0, 20).array(int[].class).ofMaxSize(20);
    }

    /** Streams ids. */
    static final class Streaming {
        private Streaming() {}

        /** All pieces together, each of which must be well-formed by itself. */
        static String wellFormedPieces(Tokenizer tokenizer, int[] ids) {
            StreamingDecoder decoder = tokenizer.newStreamingDecoder();
            StringBuilder streamed = new StringBuilder();
            for (int id : ids) {
                streamed.append(wellFormed(decoder.accept(id)));
            }
            return streamed.append(wellFormed(decoder.finish())).toString();
        }

        private static String wellFormed(String piece) {
            assertEquals(
                    piece,
                    new String(piece.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8),
                    "half a character was emitted");
            return piece;
        }
    }
}
