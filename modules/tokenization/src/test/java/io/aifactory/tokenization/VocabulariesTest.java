package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabulariesTest {
    /** What a GGUF file holds of a tokenizer: its tokens, their types, and merges as lines. */
    @ParameterizedTest
    @CsvSource({"gpt-2,gpt-2", "qwen2,qwen2"})
    void byteLevelListsAreTheTokenizerTheyWereTakenFrom(String folder, String preTokenizer)
            throws IOException {
        // Given
        byte[] json =
                Files.readAllBytes(
                        ReferenceData.file("oracles/tokenizers/" + folder + "/tokenizer.json"));
        JsonNode document = new ObjectMapper().readTree(json);
        Tokenizer original = TokenizerJson.read(json);

        // When
        Tokenizer assembled =
                Vocabularies.byteLevel(
                        pieces(document), merges(document), preTokenizer, Frame.NONE);
        Tokenizer again = TokenizerJson.read(TokenizerJson.write(assembled));

        // Then
        for (String text : NastyTexts.ALL) {
            int[] ids = original.encodeWithSpecialTokens(text);
            assertArrayEquals(ids, assembled.encodeWithSpecialTokens(text), text);
            assertArrayEquals(ids, again.encodeWithSpecialTokens(text), text);
            assertEquals(original.decode(ids), assembled.decode(ids), text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default",
                "gpt-2",
                "llama-bpe",
                "qwen2",
                "smollm",
                "tekken",
                "gpt-4o",
                "deepseek-llm",
                "deepseek-coder",
                "deepseek-v3",
                "falcon"
            })
    void everyPreTokenizerSplitsLikeTheHuggingFaceLibraryDoesWithTheWrittenFile(String name) {
        Tokenizer tokenizer = Vocabularies.byteLevel(letters(), letterMerges(), name, Frame.NONE);

        try (HuggingFace oracle = new HuggingFace(TokenizerJson.write(tokenizer))) {
            for (String text : NastyTexts.ALL) {
                assertArrayEquals(oracle.encode(text), tokenizer.encode(text), name + ": " + text);
            }
        }
    }

    @Test
    void numbersAreSplitAsEachFamilyDoes() {
        Map<String, Integer> tokensOf12345 =
                Map.of("gpt-2", 1, "llama-bpe", 2, "qwen2", 5, "smollm", 5, "tekken", 5);
        tokensOf12345.forEach((name, tokens) ->
                assertEquals(
                        tokens,
                        Vocabularies.byteLevel(digits(), digitMerges(), name, Frame.NONE)
                                .encode("11111")
                                .length,
                        name));
    }

    @Test
    void wordPieceListsMayBeWrittenAsGgufDoes() {
        // Given
        List<Piece> gguf =
                List.of(
                        Piece.control("[CLS]"),
                        Piece.control("[SEP]"),
                        new Piece("[UNK]", 0, Piece.Type.UNKNOWN),
                        Piece.normal("▁un"),
                        Piece.normal("do"),
                        Piece.normal("▁!"));

        // When
        Tokenizer tokenizer =
                Vocabularies.wordPiece(
                        Vocabularies.wordPieceFromGguf(gguf),
                        true,
                        Frame.around(List.of(0), List.of(1)));

        // Then
        assertArrayEquals(new int[] {0, 3, 4, 5, 2, 1}, tokenizer.encodeFramed("Undo! x"));
        assertEquals("undo!", tokenizer.decode(new int[] {0, 3, 4, 5, 1}));
        assertArrayEquals(
                new int[] {0, 3, 4, 5, 2, 1},
                TokenizerJson.read(TokenizerJson.write(tokenizer)).encodeFramed("Undo! x"));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertRefused("pre-tokenizer", () -> byteLevel(letters(), letterMerges(), "no-such-name"));
        assertRefused("merges[0]", () -> byteLevel(letters(), List.of("ab"), "gpt-2"));
        assertRefused("merges[1]", () -> byteLevel(letters(), List.of("a b", "a ?"), "gpt-2"));
        assertRefused("pieces", () -> byteLevel(List.of(), List.of(), "gpt-2"));
        assertRefused(
                "pieces[1]",
                () -> byteLevel(List.of(Piece.normal("a"), Piece.normal("a")), List.of(), "gpt-2"));
        assertRefused(
                "pieces[0]", () -> byteLevel(List.of(Piece.normal("\uD800")), List.of(), "gpt-2"));
        assertRefused(
                "frame",
                () ->
                        Vocabularies.byteLevel(
                                letters(),
                                List.of(),
                                "gpt-2",
                                Frame.around(List.of(9_999), List.of())));
        assertRefused("pieces", () -> Vocabularies.wordPiece(letters(), true, Frame.NONE));
    }

    private static void assertRefused(String component, Executable action) {
        InvalidTokenizerException refused = assertThrows(InvalidTokenizerException.class, action);
        assertEquals(component, refused.component(), refused.getMessage());
    }

    private static Tokenizer byteLevel(List<Piece> pieces, List<String> merges, String name) {
        return Vocabularies.byteLevel(pieces, merges, name, Frame.NONE);
    }

    private static List<Piece> letters() {
        List<Piece> pieces = new ArrayList<>();
        TrainedTokenizers.byteSymbols().forEach(symbol -> pieces.add(Piece.normal(symbol)));
        pieces.add(Piece.normal("ab"));
        pieces.add(Piece.normal("Ġa"));
        pieces.add(Piece.normal("he"));
        pieces.add(Piece.normal("ĠĠ"));
        pieces.add(Piece.normal("12"));
        pieces.add(Piece.normal(".."));
        return pieces;
    }

    private static List<String> letterMerges() {
        return List.of("a b", "Ġ a", "h e", "Ġ Ġ", "1 2", ". .");
    }

    private static List<Piece> digits() {
        return List.of(
                Piece.normal("1"), Piece.normal("11"), Piece.normal("111"), Piece.normal("11111"));
    }

    private static List<String> digitMerges() {
        return List.of("1 1", "11 1", "11 111");
    }

    private static List<Piece> pieces(JsonNode document) {
        JsonNode vocabulary = document.at("/model/vocab");
        int size = vocabulary.size() + document.get("added_tokens").size();
        List<Piece> pieces =
                new ArrayList<>(
                        IntStream.range(0, size)
                                .mapToObj(id -> new Piece("[PAD" + id + "]", 0, Piece.Type.UNUSED))
                                .toList());
        vocabulary
                .properties()
                .forEach(e -> pieces.set(e.getValue().asInt(), Piece.normal(e.getKey())));
        for (JsonNode added : document.get("added_tokens")) {
            pieces.set(
                    added.get("id").asInt(),
                    new Piece(
                            added.get("content").asText(),
                            0,
                            added.get("special").asBoolean()
                                    ? Piece.Type.CONTROL
                                    : Piece.Type.USER_DEFINED));
        }
        return Collections.unmodifiableList(pieces);
    }

    private static List<String> merges(JsonNode document) {
        List<String> merges = new ArrayList<>();
        for (JsonNode rule : document.at("/model/merges")) {
            merges.add(
                    rule.isArray()
                            ? rule.get(0).asText() + " " + rule.get(1).asText()
                            : rule.asText());
        }
        return merges;
    }
}
