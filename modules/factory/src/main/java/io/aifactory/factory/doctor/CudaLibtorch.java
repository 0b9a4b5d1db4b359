package io.aifactory.factory.doctor;

import io.aifactory.factory.console.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether workers would find a libtorch for CUDA, judged by the environment that they inherit. Its
 * version and flavour need not be set where they are those of the engine's binding.
 */
final class CudaLibtorch {
    static final String PATH = "PYTORCH_LIBRARY_PATH";
    static final String VERSION = "PYTORCH_VERSION";
    static final String FLAVOR = "PYTORCH_FLAVOR";

    private static final String SUBJECT = "libtorch";
    private static final String CUDA_LIBRARY = "libtorch_cuda.so";

    /**
     * The archive of libtorch and the Python package say in a file beside the folder what it is.
     */
    private static final List<String> VERSION_FILES = List.of("build-version", "version.py");

    private static final Pattern BUILT = Pattern.compile("(\\d+\\.\\d+\\.\\d+)(?:\\+(\\w+))?");

    private final Map<String, String> environment;
    private final EngineLibraries engine;

    CudaLibtorch(Map<String, String> environment, EngineLibraries engine) {
        this.environment = environment;
        this.engine = engine;
    }

    Finding find() {
        String path = environment.getOrDefault(PATH, "");
        if (path.isBlank()) {
            return engine.bundled().isEmpty()
                    ? bad("doctor.libtorch.processorOnly")
                    : Finding.ok(SUBJECT, String.join(", ", engine.bundled()));
        }
        Path folder = Path.of(path);
        if (!Files.exists(folder.resolve(CUDA_LIBRARY))) {
            return bad("doctor.libtorch.absent", PATH, path, CUDA_LIBRARY);
        }
        String version = environment.getOrDefault(VERSION, engine.torchVersion());
        if (!version.equals(engine.torchVersion())) {
            return bad("doctor.libtorch.setting", VERSION, version);
        }
        String flavor =
                environment.getOrDefault(FLAVOR, engine.flavors().stream().findFirst().orElse(""));
        if (!engine.flavors().contains(flavor)) {
            return bad("doctor.libtorch.setting", FLAVOR, flavor);
        }
        Optional<String> other = builtAs(folder).filter(built -> !fits(built, version, flavor));
        return other.isPresent()
                ? bad("doctor.libtorch.built", path, other.get(), version + "+" + flavor)
                : Finding.ok(SUBJECT, Messages.text("doctor.libtorch", path, version, flavor));
    }

    private Finding bad(String key, Object... arguments) {
        return Finding.bad(
                SUBJECT,
                Messages.text(key, arguments),
                Messages.text(
                        "doctor.libtorch.do",
                        engine.torchVersion(),
                        String.join(", ", engine.flavors())));
    }

    private static boolean fits(String built, String version, String flavor) {
        Matcher parts = BUILT.matcher(built);
        return parts.matches()
                && parts.group(1).equals(version)
                && (parts.group(2) == null || parts.group(2).equals(flavor));
    }

    /** Empty where the folder does not say. */
    private static Optional<String> builtAs(Path folder) {
        for (String name : VERSION_FILES) {
            try {
                Matcher found =
                        BUILT.matcher(
                                Files.readString(folder.toAbsolutePath().resolveSibling(name)));
                if (found.find()) {
                    return Optional.of(found.group());
                }
            } catch (IOException e) {
                // Another layout: what cannot be read here shows when it is loaded.
            }
        }
        return Optional.empty();
    }
}
