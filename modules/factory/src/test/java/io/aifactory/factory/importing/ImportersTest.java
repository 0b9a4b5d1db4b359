package io.aifactory.factory.importing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.factory.work.Watch;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    @Test
    void aGgufFileBecomesAModelWithTokenizerAndChatTemplate() throws IOException {
        // When
        Map<String, Path> model = gguf(new TinyGguf(), WeightType.AUTO);

        // Then
        assertEquals(
                Set.of(
                        "config.json",
                        "model.safetensors",
                        "tokenizer.json",
                        "tokenizer_config.json"),
                model.keySet());
        JsonNode config = json(model, "tokenizer_config.json");
        assertEquals("{{ messages[0].content }}", config.path("chat_template").asText());
        assertEquals("<s>", config.path("bos_token").asText());
        assertEquals("</s>", config.path("eos_token").asText());
        Tokenizer tokenizer = TokenizerJson.read(file(model, "tokenizer.json"));
        assertArrayEquals(new int[] {TinyGguf.FIRST_TEXT + 2}, tokenizer.encode("a"));
        assertArrayEquals(new int[] {1}, tokenizer.frame().before());
    }

    @Test
    void preciseWeightsStayPreciseUnlessOtherwiseAsked() throws IOException {
        assertEquals(
                "float32",
                json(gguf(new TinyGguf(), WeightType.AUTO), "config.json")
                        .path("torch_dtype")
                        .asText());
        assertEquals(
                "bfloat16",
                json(gguf(new TinyGguf(), WeightType.BF16), "config.json")
                        .path("torch_dtype")
                        .asText());
    }

    @Test
    void aTokenizerOfAnUnknownKindIsNamed() {
        ImportFailure failure =
                assertThrows(
                        ImportFailure.class,
                        () ->
                                gguf(
                                        new TinyGguf().with("tokenizer.ggml.model", "rwkv"),
                                        WeightType.AUTO));

        assertTrue(String.valueOf(failure.getMessage()).contains("'rwkv'"));
        assertFalse(Files.exists(folder.resolve("model-AUTO")));
    }

    @Test
    void somethingElseIsNoGgufFile() throws IOException {
        Path file = Files.writeString(folder.resolve("x.gguf"), "<html>sign in</html>");

        assertThrows(
                ImportFailure.class,
                () ->
                        Importers.of(ModelFormat.GGUF)
                                .run(
                                        Map.of("model.gguf", file),
                                        WeightType.AUTO,
                                        folder.resolve("model"),
                                        Watch.none()));
    }

    @Test
    void aLlama2cModelAndItsVocabularyBecomeAModel() throws IOException {
        // Given width 4, one block of one head, the vocabulary, context 4
        int hidden = 4;
        int vocabulary = Vocabulary.texts().size();
        int values = vocabulary * hidden + 3 * hidden + 7 * hidden * hidden + 4 * hidden;
        ByteBuffer bytes = ByteBuffer.allocate((7 + values) * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : new int[] {hidden, hidden, 1, 1, 1, vocabulary, 4}) {
            bytes.putInt(number);
        }
        Path weights = Files.write(folder.resolve("model.bin"), bytes.array());
        Path tokenizer = Files.write(folder.resolve("tokenizer.bin"), Vocabulary.llama2c());

        // When
        Map<String, Path> model =
                Importers.of(ModelFormat.LLAMA2C)
                        .run(
                                Map.of("model.bin", weights, "tokenizer.bin", tokenizer),
                                WeightType.AUTO,
                                folder.resolve("model"),
                                Watch.none());

        // Then
        assertEquals(Set.of("config.json", "model.safetensors", "tokenizer.json"), model.keySet());
        assertEquals("llama", json(model, "config.json").path("model_type").asText());
        assertEquals("float32", json(model, "config.json").path("torch_dtype").asText());
        assertArrayEquals(
                new int[] {261}, TokenizerJson.read(file(model, "tokenizer.json")).encode("a"));
    }

    @Test
    void aWatchStopsAConversionAndNothingIsLeft() throws IOException {
        Path file = Files.write(folder.resolve("m.gguf"), new TinyGguf().bytes());

        assertThrows(
                CancellationException.class,
                () ->
                        Importers.of(ModelFormat.GGUF)
                                .run(
                                        Map.of("model.gguf", file),
                                        WeightType.AUTO,
                                        folder.resolve("model"),
                                        (done, total) -> {
                                            throw new CancellationException("enough");
                                        }));

        assertFalse(Files.exists(folder.resolve("model")));
    }

    @Test
    void aModelInHuggingFaceLayoutIsTakenAsItIs() throws IOException {
        Map<String, Path> files =
                Map.of("config.json", folder.resolve("a"), "tokenizer.json", folder.resolve("b"));

        assertEquals(
                files,
                Importers.of(ModelFormat.HUGGING_FACE)
                        .run(files, WeightType.AUTO, folder.resolve("model"), Watch.none()));
        assertFalse(Files.exists(folder.resolve("model")));
    }

    @Test
    void aDamagedSentencePieceModelIsNamed() throws IOException {
        Path bad = Files.write(folder.resolve("tokenizer.model"), new byte[] {9, 9, 9});

        assertThrows(
                ImportFailure.class,
                () ->
                        Importers.of(ModelFormat.HUGGING_FACE)
                                .run(
                                        Map.of("tokenizer.model", bad),
                                        WeightType.AUTO,
                                        folder.resolve("model"),
                                        Watch.none()));
    }

    private Map<String, Path> gguf(TinyGguf model, WeightType weights) throws IOException {
        Path file = Files.write(folder.resolve("m.gguf"), model.bytes());
        return Importers.of(ModelFormat.GGUF)
                .run(
                        Map.of("model.gguf", file),
                        weights,
                        folder.resolve("model-" + weights),
                        Watch.none());
    }

    private static Path file(Map<String, Path> model, String name) {
        Path file = model.get(name);
        if (file == null) {
            throw new AssertionError("no " + name);
        }
        return file;
    }

    private static JsonNode json(Map<String, Path> model, String name) throws IOException {
        return JSON.readTree(
                new String(Files.readAllBytes(file(model, name)), StandardCharsets.UTF_8));
    }
}
