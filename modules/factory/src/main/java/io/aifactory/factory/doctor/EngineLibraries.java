package io.aifactory.factory.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * What the engine's distribution brings for CUDA, read from its jars: so it cannot differ from what
 * was built.
 *
 * @param torchVersion of the libtorch that the binding was made for
 * @param flavors of CUDA that it was made for, for example {@code cu128}
 * @param bundled jars with a libtorch for CUDA
 */
record EngineLibraries(String torchVersion, List<String> flavors, List<String> bundled) {
    private static final Pattern BINDING = Pattern.compile(".*pytorch-jni-(\\d+(?:\\.\\d+)+)-.*");
    private static final Pattern NATIVE = Pattern.compile(".*pytorch-native-cu.*\\.jar");
    private static final Pattern FLAVOR = Pattern.compile("jnilib/linux-x86_64/(cu\\d+)/.+");

    EngineLibraries {
        flavors = List.copyOf(flavors);
        bundled = List.copyOf(bundled);
    }

    /**
     * @param distribution folder with {@code engine/}
     * @return empty if there is no engine in it
     */
    static Optional<EngineLibraries> read(Path distribution) {
        Path folder = distribution.resolve("engine").resolve("lib").resolve("main");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.sorted().toList();
            for (Path jar : jars) {
                Matcher binding = BINDING.matcher(jar.getFileName().toString());
                if (binding.matches()) {
                    return Optional.of(
                            new EngineLibraries(binding.group(1), flavors(jar), bundled(jars)));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> flavors(Path jar) throws IOException {
        try (ZipFile archive = new ZipFile(jar.toFile())) {
            return archive.stream()
                    .map(entry -> FLAVOR.matcher(entry.getName()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .distinct()
                    .toList();
        }
    }

    private static List<String> bundled(List<Path> jars) {
        return jars.stream()
                .map(jar -> jar.getFileName().toString())
                .filter(NATIVE.asMatchPredicate())
                .toList();
    }

    /** Oldest version of CUDA that a driver must run: its minor versions are compatible. */
    int cudaMajor() {
        return flavors.stream()
                .mapToInt(flavor -> Integer.parseInt(flavor.substring("cu".length())) / 10)
                .min()
                .orElse(0);
    }
}
