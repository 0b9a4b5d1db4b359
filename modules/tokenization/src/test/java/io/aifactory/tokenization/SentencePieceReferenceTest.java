package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Stored SentencePiece files against their other forms. */
class SentencePieceReferenceTest {
    private static final String FOLDER = "oracles/llama-tiny/";

    @Test
    void theModelFileAndTokenizerJsonGiveTheSameIdsOverACorpus() throws IOException {
        // Given
        Tokenizer model =
                SentencePiece.read(
                        Files.readAllBytes(ReferenceData.file(FOLDER + "tokenizer.model")),
                        true,
                        false);
        Tokenizer json = TokenizerJson.read(ReferenceData.file(FOLDER + "tokenizer.json"));

        for (String text : corpus()) {
            // When
            int[] ids = model.encode(text);

            // Then
            assertArrayEquals(json.encode(text), ids, text);
            assertEquals(json.decode(ids), model.decode(ids), text);
            assertArrayEquals(json.encodeFramed(text), model.encodeFramed(text), text);
        }
    }

    @Test
    void theModelFileWrittenAsTokenizerJsonIsTheSameTokenizerForTheHuggingFaceLibrary()
            throws IOException {
        // Given
        Tokenizer model =
                SentencePiece.read(
                        Files.readAllBytes(ReferenceData.file(FOLDER + "tokenizer.model")),
                        true,
                        false);
        byte[] written = TokenizerJson.write(model);
        Tokenizer again = TokenizerJson.read(written);

        try (HuggingFace oracle = new HuggingFace(written)) {
            for (String text : corpus()) {
                // When
                int[] ids = model.encodeWithSpecialTokens(text);

                // Then
                assertArrayEquals(oracle.encode(text), ids, text);
                assertArrayEquals(again.encodeWithSpecialTokens(text), ids, text);
                assertArrayEquals(oracle.encodeFramed(text), model.frame().frame(ids).ids(), text);
            }
        }
    }

    @Test
    void theVocabularyOfLlama2cReproducesTheIdsOfThePublishedText() throws IOException {
        // Given
        Tokenizer tokenizer =
                SentencePiece.readLlama2c(
                        Files.readAllBytes(ReferenceData.file("oracles/stories260K/tok512.bin")));
        JsonNode greedy =
                new ObjectMapper()
                        .readTree(ReferenceData.text("oracles/stories260K/expected_greedy.json"));
        int[] ids =
                IntStream.range(0, greedy.get("greedy_ids").size())
                        .map(i -> greedy.get("greedy_ids").get(i).asInt())
                        .toArray();
        String text = ReferenceData.text("oracles/stories260K/expected_output_200_steps.txt");

        // When, Then
        assertEquals(512, tokenizer.vocabularySize());
        assertArrayEquals(new int[] {1}, tokenizer.frame().before());
        assertEquals(text.strip(), tokenizer.decode(ids).strip());
        assertArrayEquals(ids, tokenizer.encode(tokenizer.decode(ids)));
        assertArrayEquals(
                ids, TokenizerJson.read(TokenizerJson.write(tokenizer)).encode(text.strip()));
    }

    private static List<String> corpus() throws IOException {
        List<String> texts = new ArrayList<>(NastyTexts.ALL);
        String play = ReferenceData.text("oracles/text/tinyshakespeare.txt");
        for (int at = 0; at < 200_000; at += 1_000) {
            texts.add(play.substring(at, at + 1_000));
        }
        Random random = new Random(20260101);
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 20; j++) {
                text.append(" ".repeat(random.nextInt(20)))
                        .append("\n".repeat(random.nextInt(3)))
                        .append("aeo12.".charAt(random.nextInt(6)));
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
