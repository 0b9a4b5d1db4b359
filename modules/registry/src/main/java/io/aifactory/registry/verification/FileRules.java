package io.aifactory.registry.verification;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.contracts.model.ModelFile;
import io.aifactory.contracts.model.ModelManifest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which files a model version may consist of. Pure. */
final class FileRules {
    /** Segments begin with a letter, digit or underscore: no hidden files, no {@code ..}. */
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

    private static final int LONGEST_PATH = 255;

    /** Formats that hold data only; pickled formats and TorchScript are code. */
    private static final List<String> EXTENSIONS =
            List.of(".safetensors", ".gguf", ".json", ".txt", ".md", ".jinja");

    private static final Set<String> NAMES = Set.of("LICENSE", "NOTICE");

    private FileRules() {}

    /**
     * @throws FactoryException {@code MODEL_INVALID} naming the first file that is not allowed
     */
    static void check(ModelManifest manifest) {
        if (manifest.files().size() > Limits.MODEL_FILES) {
            throw InvalidModel.manifest(
                    "lists "
                            + manifest.files().size()
                            + " files; at most "
                            + Limits.MODEL_FILES
                            + " are allowed");
        }
        Set<String> seen = new HashSet<>();
        for (ModelFile file : manifest.files()) {
            checkPath(file.path());
            if (!seen.add(file.path().toLowerCase(Locale.ROOT))) {
                throw InvalidModel.file(
                        file.path(), "is listed twice, or differs from another in case only");
            }
            if (file.bytes() < 0) {
                throw InvalidModel.file(file.path(), "has a negative size");
            }
        }
    }

    private static void checkPath(String path) {
        if (path.length() > LONGEST_PATH || !PATH.matcher(path).matches()) {
            throw InvalidModel.manifest(
                    "has a file whose path is not allowed; use relative paths of letters, digits,"
                            + " '.', '_' and '-' with '/' between folders");
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!NAMES.contains(name) && EXTENSIONS.stream().noneMatch(name::endsWith)) {
            throw InvalidModel.file(
                    path,
                    "has a type that is not accepted; allowed are "
                            + String.join(", ", EXTENSIONS));
        }
    }
}
