package io.aifactory.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Builds the images of a project that has been packaged, and prints each one's digest and size.
 * Arguments: root folder of the project, version, output folder, and optionally the short names of
 * the images to build, separated by commas.
 */
public final class ImagesMain {
    private ImagesMain() {}

    public static void main(String[] arguments) throws IOException {
        Path project = Path.of(arguments[0]);
        Path work = Files.createDirectories(Path.of(arguments[2]));
        String only = arguments.length > 3 ? arguments[3].strip() : "";
        List<ImageRecipe> wanted =
                Recipes.of(project).stream()
                        .filter(r ->
                                only.isEmpty() || Set.of(only.split(",")).contains(r.shortName()))
                        .toList();
        ImageBuilder builder = builder(work, arguments[1]);
        for (ImageRecipe recipe : wanted) {
            if (Files.isDirectory(recipe.application())) {
                print(builder.build(recipe));
            } else {
                System.out.printf("%-24s skipped: not packaged%n", recipe.name());
            }
        }
    }

    /** Links the runtime and gathers what lies below it. */
    static ImageBuilder builder(Path work, String version) throws IOException {
        Path java = work.resolve("java");
        deleteTree(java);
        JavaRuntime.link(java);
        Path shell = Path.of("/bin/sh").toRealPath();
        SortedMap<String, Path> system =
                SystemLibraries.neededBy(List.of(java.resolve("bin/java"), shell), java);
        // initdb starts postgres through a shell.
        system.put("/bin/sh", shell);
        system.putAll(BaseFiles.writeTo(work.resolve("base")));
        return new ImageBuilder(java, system, work, version);
    }

    private static void print(BuiltImage image) {
        System.out.printf(
                "%-40s %s %,d MB%n", image.name(), image.digest(), image.bytes() / 1_000_000);
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
