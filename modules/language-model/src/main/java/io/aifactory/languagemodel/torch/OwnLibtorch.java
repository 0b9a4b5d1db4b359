package io.aifactory.languagemodel.torch;

import ai.djl.util.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The libtorch that the user has, named by {@code PYTORCH_LIBRARY_PATH}: the folder {@code lib} of
 * a libtorch distribution, or {@code torch/lib} of the Python package. It must be of the version
 * that DJL's binding was built with, and there must be a binding for what it computes on.
 *
 * @param folder that holds {@code libtorch.so}
 * @param version of the binding
 * @param flavour as DJL names it: {@code cpu}, or {@code cu} and the version of CUDA without its
 *     dot
 */
record OwnLibtorch(Path folder, String version, String flavour) {
    static final String PATH = "PYTORCH_LIBRARY_PATH";
    static final String VERSION = "PYTORCH_VERSION";
    static final String FLAVOUR = "PYTORCH_FLAVOR";

    private static final String LIBRARY = "libtorch.so";
    private static final String CUDA_LIBRARY = "libtorch_cuda.so";
    private static final String BINDING = "libdjl_torch.so";
    private static final String CUDA_FLAVOUR = "cu128";
    private static final Pattern BUILD =
            Pattern.compile("(\\d+\\.\\d+\\.\\d+)(?:\\+(cpu|cu\\d+))?");

    /** Beside the folder: of a libtorch distribution, and of the Python package. */
    private static final List<String> BUILD_FILES = List.of("build-version", "version.py");

    /** What a distribution says of itself. */
    private record Build(String version, Optional<String> flavour) {}

    /** What this process' environment and system properties say, in this order. */
    static Optional<OwnLibtorch> ofThisProcess() {
        return find(
                name ->
                        Optional.ofNullable(System.getenv(name))
                                .or(() -> Optional.ofNullable(System.getProperty(name))),
                Bindings.version(),
                Bindings::has);
    }

    /** For DJL, which takes the flavour for one that has no binding where it is not told. */
    void use() {
        System.setProperty(VERSION, version);
        System.setProperty(FLAVOUR, flavour);
    }

    /**
     * @param settings values of the variables that are set
     * @param binding version of the binding on the class path
     * @param bindings whether the class path has one of a flavour
     * @return empty if the user names none
     * @throws IllegalArgumentException saying what is wrong with the one that is named
     */
    static Optional<OwnLibtorch> find(
            Function<String, Optional<String>> settings,
            String binding,
            Predicate<String> bindings) {
        return settings.apply(PATH)
                .filter(path -> !path.isBlank())
                .map(path -> find(path, settings, binding, bindings));
    }

    private static OwnLibtorch find(
            String path,
            Function<String, Optional<String>> settings,
            String binding,
            Predicate<String> bindings) {
        Path folder = folder(path);
        Optional<Build> build = build(folder);
        String version =
                settings.apply(VERSION).or(() -> build.map(Build::version)).orElse(binding);
        if (!version.equals(binding)) {
            throw new IllegalArgumentException(
                    "%s=%s: that is libtorch %s, and the binding is of %s. Give libtorch %s%s."
                            .formatted(
                                    PATH,
                                    path,
                                    version,
                                    binding,
                                    binding,
                                    settings.apply(VERSION).isPresent()
                                            ? ", or unset " + VERSION
                                            : ""));
        }
        String flavour =
                settings.apply(FLAVOUR)
                        .or(() -> build.flatMap(Build::flavour))
                        .orElseGet(() -> computesOnCuda(folder) ? CUDA_FLAVOUR : "cpu");
        if (!hasBinding(folder) && !bindings.test(flavour)) {
            throw new IllegalArgumentException(
                    ("%s=%s: there is no binding for libtorch %s of flavour %s; there are cpu and"
                                    + " %s. Give libtorch of one of these, set %s where it is one of them in"
                                    + " truth, or put a %s built for it into that folder.")
                            .formatted(
                                    PATH, path, version, flavour, CUDA_FLAVOUR, FLAVOUR, BINDING));
        }
        return new OwnLibtorch(folder, version, flavour);
    }

    /** Whether the libtorch in a folder does. */
    static boolean computesOnCuda(Path folder) {
        return Files.isRegularFile(folder.resolve(CUDA_LIBRARY));
    }

    private static Path folder(String path) {
        Path given = Path.of(path);
        if (given.endsWith(LIBRARY) && Files.isRegularFile(given)) {
            return given.toAbsolutePath().resolveSibling("");
        }
        if (!Files.isDirectory(given)) {
            throw new IllegalArgumentException(
                    ("%s=%s: there is no such folder. Give the one that holds %s, or unset %s to use"
                                    + " the libtorch that comes with the factory.")
                            .formatted(PATH, path, LIBRARY, PATH));
        }
        if (!Files.isRegularFile(given.resolve(LIBRARY))) {
            throw new IllegalArgumentException(
                    ("%s=%s: there is no %s in that folder. Give the folder lib of a libtorch, or"
                                    + " torch/lib of the Python package.")
                            .formatted(PATH, path, LIBRARY));
        }
        return given.toAbsolutePath();
    }

    private static boolean hasBinding(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith(BINDING));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s=%s: that folder cannot be read: %s".formatted(PATH, folder, e.getMessage()),
                    e);
        }
    }

    private static Optional<Build> build(Path folder) {
        Path distribution = folder.resolveSibling(BUILD_FILES.getFirst());
        return BUILD_FILES.stream()
                .map(distribution::resolveSibling)
                .filter(Files::isRegularFile)
                .flatMap(file -> build(file, folder).stream())
                .findFirst();
    }

    private static Optional<Build> build(Path file, Path folder) {
        try {
            Matcher build = BUILD.matcher(Files.readString(file));
            return build.find()
                    ? Optional.of(new Build(build.group(1), Optional.ofNullable(build.group(2))))
                    : Optional.empty();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s=%s: %s cannot be read: %s".formatted(PATH, folder, file, e.getMessage()),
                    e);
        }
    }

    /** DJL's bindings on the class path. */
    private static final class Bindings {
        private static final String FOLDER = "jnilib/";

        private Bindings() {}

        static boolean has(String flavour) {
            String platform = Platform.fromSystem("pytorch").getClassifier();
            return resource(platform + "/" + flavour + "/" + BINDING).isPresent();
        }

        static String version() {
            Properties properties = new Properties();
            URL file =
                    resource("pytorch.properties")
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "the class path has no binding of PyTorch"));
            try (InputStream content = file.openStream()) {
                properties.load(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            // that of PyTorch, then that of DJL
            return properties.getProperty("jni_version", "").replaceFirst("-.*", "");
        }

        private static Optional<URL> resource(String name) {
            return Optional.ofNullable(
                    OwnLibtorch.class.getClassLoader().getResource(FOLDER + name));
        }
    }
}
