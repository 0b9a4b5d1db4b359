package io.aifactory.training.trainer;

import io.aifactory.training.checkpoint.Folders;
import io.aifactory.training.protocol.ProtocolJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The trained model as a folder in Hugging Face layout. */
final class ModelOutput {
    private final Path folder;

    private ModelOutput(Path folder) {
        this.folder = folder;
    }

    /** An empty folder; what an earlier try left is deleted. */
    static ModelOutput in(Path folder) throws IOException {
        Folders.delete(folder);
        Files.createDirectories(folder);
        return new ModelOutput(folder);
    }

    Path folder() {
        return folder;
    }

    Path weights() {
        return folder.resolve("model.safetensors");
    }

    /** Adds everything but the weights and makes all of it durable. */
    void complete(Workload work, Engines engines, String endOfText) throws IOException {
        engines.writeConfig(work.config(), folder);
        // Content only: blobs are read-only, and whoever cannot write a file cannot force it
        // either.
        try (OutputStream tokenizer = Files.newOutputStream(folder.resolve("tokenizer.json"))) {
            Files.copy(work.tokenizerFile(), tokenizer);
        }
        Files.write(
                folder.resolve("tokenizer_config.json"),
                ProtocolJson.canonicalBytes(
                        tokenizerConfig(endOfText, work.config().contextTokens())));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Folders.force(file);
            }
        }
        Folders.forceFolder(folder);
    }

    private static Map<String, Object> tokenizerConfig(String endOfText, int contextTokens) {
        Map<String, Object> config = new TreeMap<>();
        config.put("tokenizer_class", "PreTrainedTokenizerFast");
        config.put("eos_token", endOfText);
        config.put("model_max_length", contextTokens);
        config.put("clean_up_tokenization_spaces", false);
        return config;
    }
}
