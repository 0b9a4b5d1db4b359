package io.aifactory.languagemodel.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.config.EncoderFamilies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what an embedding model is from its small files. */
public final class EmbedderFiles {
    private static final long MAX_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private EmbedderFiles() {}

    /**
     * Whether the model embeds texts rather than writes them, by its architecture.
     *
     * @throws ModelFormatException if it has no readable {@code config.json}
     */
    public static boolean describeEmbedder(ModelFiles files) throws IOException {
        return EncoderFamilies.has(config(files));
    }

    /**
     * @throws ModelFormatException if the files are not an embedding model this factory can run
     */
    public static EmbedderConfig read(ModelFiles files) throws IOException {
        JsonNode config = config(files);
        return EncoderFamilies.read(
                config, SentenceFiles.read(files, EncoderFamilies.hidden(config)));
    }

    private static JsonNode config(ModelFiles files) throws IOException {
        Path file =
                files.find(ModelConfigFile.NAME)
                        .orElseThrow(() ->
                                new ModelFormatException(
                                        "the model has no " + ModelConfigFile.NAME));
        if (Files.size(file) > MAX_BYTES) {
            throw new ModelFormatException(
                    ModelConfigFile.NAME + " is larger than " + MAX_BYTES + " bytes");
        }
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(ModelConfigFile.NAME + " is not valid JSON", e);
        }
    }
}
