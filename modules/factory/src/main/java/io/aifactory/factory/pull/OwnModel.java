package io.aifactory.factory.pull;

import io.aifactory.factory.console.Messages;
import io.aifactory.factory.importing.ModelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A model on the user's own disk.
 *
 * @param format in which it is
 * @param files by the name that the importer knows them by
 */
record OwnModel(ModelFormat format, Map<String, Path> files) {
    private static final String GGUF = ".gguf";
    private static final String WEIGHTS = ".safetensors";
    private static final String CONFIG = "config.json";
    private static final String ADAPTER_CONFIG = "adapter_config.json";
    private static final String ADAPTER_WEIGHTS = "adapter_model.safetensors";
    private static final List<String> TEXTS = List.of(".json", ".txt", ".md", ".jinja");
    private static final Set<String> NAMES = Set.of("LICENSE", "NOTICE", "tokenizer.model");
    private static final List<String> PICKLED = List.of(".bin", ".pt", ".pth", ".ckpt");
    private static final Pattern MODULE = Pattern.compile("[0-9]+_[A-Za-z]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    OwnModel {
        files = Map.copyOf(files);
    }

    /**
     * Finds out what lies there.
     *
     * @param path a {@code .gguf} file, or a folder in Hugging Face layout, of a model or a LoRA
     *     adapter, or one with one {@code .gguf} file
     * @throws PullFailure if it is no model, saying what is missing
     */
    static OwnModel at(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            if (!nameOf(path).endsWith(GGUF)) {
                throw new PullFailure(Messages.text("pull.own.unknown", path));
            }
            return gguf(path);
        }
        if (!Files.isDirectory(path)) {
            throw new PullFailure(Messages.text("pull.own.absent", path));
        }
        List<Path> all;
        try (Stream<Path> entries = Files.list(path)) {
            all = entries.filter(Files::isRegularFile).sorted().toList();
        }
        List<Path> ggufs = all.stream().filter(file -> nameOf(file).endsWith(GGUF)).toList();
        if (ggufs.size() == 1 && all.stream().noneMatch(file -> nameOf(file).equals(CONFIG))) {
            return gguf(ggufs.getFirst());
        }
        return folder(path, all);
    }

    private static OwnModel gguf(Path file) {
        return new OwnModel(ModelFormat.GGUF, Map.of("model.gguf", file));
    }

    private static OwnModel folder(Path folder, List<Path> all) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>(modules(folder));
        for (Path file : all) {
            if (isTaken(nameOf(file))) {
                files.put(nameOf(file), file);
            }
        }
        if (isAdapter(all)) {
            return adapter(folder, all, files);
        }
        List<Path> weights = all.stream().filter(file -> nameOf(file).endsWith(WEIGHTS)).toList();
        if (weights.size() == 1) {
            files.put("model.safetensors", weights.getFirst());
        } else {
            // others, such as Mistral's consolidated.safetensors, hold the same tensors again
            weights.stream()
                    .filter(file -> nameOf(file).startsWith("model"))
                    .forEach(file -> files.put(nameOf(file), file));
        }
        if (files.keySet().stream().noneMatch(name -> name.endsWith(WEIGHTS))) {
            boolean pickled = all.stream().anyMatch(OwnModel::isPickled);
            throw new PullFailure(
                    Messages.text(pickled ? "pull.own.pickled" : "pull.own.noWeights", folder));
        }
        require(folder, files.containsKey(CONFIG), CONFIG);
        require(
                folder,
                files.containsKey("tokenizer.json") || files.containsKey("tokenizer.model"),
                "tokenizer.json");
        return new OwnModel(ModelFormat.HUGGING_FACE, files);
    }

    /** What sentence-transformers keeps in folders of its own, such as {@code 1_Pooling}. */
    private static Map<String, Path> modules(Path folder) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path module : entries.filter(Files::isDirectory).sorted().toList()) {
                Path config = module.resolve(CONFIG);
                if (MODULE.matcher(nameOf(module)).matches() && Files.isRegularFile(config)) {
                    files.put(nameOf(module) + "/" + CONFIG, config);
                }
            }
        }
        return files;
    }

    private static boolean isAdapter(List<Path> all) {
        return all.stream().anyMatch(file -> nameOf(file).equals(ADAPTER_CONFIG))
                && all.stream().noneMatch(file -> nameOf(file).equals(CONFIG));
    }

    /** A LoRA adapter as PEFT saves it; its model is another one. */
    private static OwnModel adapter(Path folder, List<Path> all, Map<String, Path> files) {
        Optional<Path> weights =
                all.stream().filter(file -> nameOf(file).equals(ADAPTER_WEIGHTS)).findFirst();
        if (weights.isEmpty() && all.stream().anyMatch(OwnModel::isPickled)) {
            throw new PullFailure(Messages.text("pull.own.pickled", folder));
        }
        require(folder, weights.isPresent(), ADAPTER_WEIGHTS);
        weights.ifPresent(file -> files.put(ADAPTER_WEIGHTS, file));
        // of the model that it was trained on, which has its own
        files.remove("tokenizer.model");
        return new OwnModel(ModelFormat.HUGGING_FACE, files);
    }

    private static void require(Path folder, boolean present, String name) {
        if (!present) {
            throw new PullFailure(Messages.text("pull.own.lacks", folder, name));
        }
    }

    private static boolean isTaken(String name) {
        return NAME.matcher(name).matches()
                && (NAMES.contains(name) || TEXTS.stream().anyMatch(name::endsWith));
    }

    private static boolean isPickled(Path file) {
        return PICKLED.stream().anyMatch(nameOf(file)::endsWith);
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
