package io.aifactory.inference.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.embedding.Pooling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceFormatsTest {
    @TempDir private Path folder;

    @Test
    void aModelIsForWhatItsArchitectureSays() throws IOException {
        ModelTask llama = task("{\"architectures\":[\"LlamaForCausalLM\"]}");
        ModelTask bert =
                task("{\"architectures\":[\"BertModel\"],\"max_position_embeddings\":128}");

        assertInstanceOf(ModelTask.Generates.class, llama);
        assertEquals(32_000, llama.vocabulary());
        assertEquals(List.of(2), llama.eosTokens());
        ModelTask.Embeds embeds = assertInstanceOf(ModelTask.Embeds.class, bert);
        assertEquals("BertModel", bert.architecture());
        assertEquals(128, bert.contextTokens());
        assertEquals(List.of(), bert.eosTokens());
        assertEquals(Pooling.MAX, embeds.config().pooling());
    }

    private ModelTask task(String config) throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), config);
        Path pooling =
                Files.writeString(
                        folder.resolve("pooling.json"), "{\"pooling_mode_max_tokens\":true}");
        return new HuggingFaceFormats()
                .task(
                        config.getBytes(StandardCharsets.UTF_8),
                        ModelFiles.of(
                                Map.of("config.json", file, "1_Pooling/config.json", pooling)));
    }
}
