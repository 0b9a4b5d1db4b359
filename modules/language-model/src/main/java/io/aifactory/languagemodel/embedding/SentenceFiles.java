package io.aifactory.languagemodel.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Reads the files that sentence-transformers keeps beside a model: {@code modules.json}, {@code
 * 1_Pooling/config.json} and {@code sentence_bert_config.json}. Where a model has none of them, it
 * is taken for one like all-MiniLM: mean pooling, then normalisation. What would compute another
 * vector is refused by its name.
 */
final class SentenceFiles {
    private static final String MODULES = "modules.json";
    private static final String POOLING_FOLDER = "1_Pooling";
    private static final String TRANSFORMER = "sentence_bert_config.json";
    private static final String LENGTH = "max_seq_length";
    private static final long MAX_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Pooling> BY_MODE =
            new TreeMap<>(Map.of("mean", Pooling.MEAN, "cls", Pooling.CLS, "max", Pooling.MAX));

    private static final Map<String, Pooling> BY_FLAG =
            Map.of(
                    "pooling_mode_mean_tokens", Pooling.MEAN,
                    "pooling_mode_cls_token", Pooling.CLS,
                    "pooling_mode_max_tokens", Pooling.MAX);

    private SentenceFiles() {}

    private record Modules(Optional<String> poolingFolder, boolean normalised) {}

    /**
     * @param hidden width of the vectors that are pooled
     * @throws ModelFormatException if they describe something this factory cannot compute
     */
    static SentenceSettings read(ModelFiles files, int hidden) throws IOException {
        Optional<JsonNode> list = json(files, MODULES);
        Modules modules =
                list.isPresent()
                        ? modules(list.get())
                        : new Modules(Optional.of(POOLING_FOLDER), true);
        Pooling pooling = Pooling.MEAN;
        if (modules.poolingFolder().isPresent()) {
            String name = modules.poolingFolder().get() + "/config.json";
            Optional<JsonNode> config = json(files, name);
            if (list.isPresent() && config.isEmpty()) {
                throw bad(MODULES, "names " + name + ", which the model lacks");
            }
            pooling = config.isPresent() ? pooling(name, config.get(), hidden) : pooling;
        }
        Optional<JsonNode> transformer = json(files, TRANSFORMER);
        return new SentenceSettings(
                pooling,
                modules.normalised(),
                transformer.isPresent() ? length(transformer.get()) : OptionalInt.empty());
    }

    /** A transformer, a pooling, and maybe a normalisation, in this order. */
    private static Modules modules(JsonNode list) {
        List<String> kinds = new ArrayList<>();
        Optional<String> pooling = Optional.empty();
        for (JsonNode module : list) {
            String type = module.path("type").asText();
            String kind = type.substring(type.lastIndexOf('.') + 1);
            String path = module.path("path").asText();
            kinds.add(kind);
            switch (kind) {
                case "Transformer" -> {
                    if (!path.isEmpty()) {
                        throw bad(MODULES, "has its Transformer in " + path + ", not at the top");
                    }
                }
                case "Pooling" -> pooling = Optional.of(path);
                case "Normalize" -> {}
                default ->
                        throw bad(
                                MODULES,
                                "has a module %s; supported: Transformer, Pooling, Normalize"
                                        .formatted(type));
            }
        }
        boolean normalised = kinds.equals(List.of("Transformer", "Pooling", "Normalize"));
        if (!normalised && !kinds.equals(List.of("Transformer", "Pooling"))) {
            throw bad(
                    MODULES,
                    "lists %s; supported: Transformer, Pooling and maybe Normalize"
                            .formatted(String.join(", ", kinds)));
        }
        return new Modules(pooling, normalised);
    }

    /** Version 5 of sentence-transformers names the mode, earlier ones have a flag for each. */
    private static Pooling pooling(String file, JsonNode config, int hidden) {
        int width = config.path("word_embedding_dimension").asInt(hidden);
        if (width != hidden) {
            throw bad(
                    file,
                    "has word_embedding_dimension %d where hidden_size is %d"
                            .formatted(width, hidden));
        }
        if (config.hasNonNull("pooling_mode")) {
            JsonNode mode = config.get("pooling_mode");
            Pooling named = BY_MODE.get(mode.asText());
            if (named == null) {
                throw bad(file, "asks for pooling_mode " + mode + "; supported: " + modes());
            }
            return named;
        }
        List<String> chosen =
                config.properties().stream()
                        .filter(entry -> entry.getKey().startsWith("pooling_mode_"))
                        .filter(entry -> entry.getValue().asBoolean())
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        Pooling flagged = chosen.size() == 1 ? BY_FLAG.get(chosen.getFirst()) : null;
        if (flagged == null) {
            throw bad(
                    file,
                    chosen.isEmpty()
                            ? "asks for no pooling; supported: " + modes()
                            : "asks for %s; supported: one of %s"
                                    .formatted(String.join(" and ", chosen), modes()));
        }
        return flagged;
    }

    private static String modes() {
        return String.join(", ", BY_MODE.keySet());
    }

    private static OptionalInt length(JsonNode transformer) {
        JsonNode length = transformer.path(LENGTH);
        if (length.isMissingNode() || length.isNull()) {
            return OptionalInt.empty();
        }
        if (!length.canConvertToInt() || !length.isIntegralNumber() || length.intValue() < 1) {
            throw bad(TRANSFORMER, "needs a positive whole number at " + LENGTH);
        }
        return OptionalInt.of(length.intValue());
    }

    private static Optional<JsonNode> json(ModelFiles files, String name) throws IOException {
        Optional<Path> file = files.find(name);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (Files.size(file.get()) > MAX_BYTES) {
            throw bad(name, "is larger than " + MAX_BYTES + " bytes");
        }
        try {
            return Optional.of(JSON.readTree(Files.readString(file.get())));
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(name + " is not valid JSON", e);
        }
    }

    private static ModelFormatException bad(String file, String fault) {
        return new ModelFormatException(file + " " + fault);
    }
}
