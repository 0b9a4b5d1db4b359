package io.aifactory.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuilderTest {
    @TempDir Path folder;

    @Test
    void sameContentGivesTheSameDigestWhereverAndWheneverItWasWritten() throws IOException {
        BuiltImage first = build("first", List.of("a.jar", "b/c.jar"), 1_000_000, "rw-r--r--", "x");
        BuiltImage second =
                build("second", List.of("b/c.jar", "a.jar"), 9_000_000, "rw-rw-rw-", "x");

        assertEquals(first.digest(), second.digest());
        assertEquals(-1, Files.mismatch(first.tar(), second.tar()));
    }

    @Test
    void cacheOfCompiledCodeStaysOutside() throws IOException {
        BuiltImage without = build("without", List.of("a.jar"), 1_000_000, "rw-r--r--", "x");
        BuiltImage with = build("with", List.of("a.jar", "app.aot"), 1_000_000, "rw-r--r--", "x");

        assertEquals(without.digest(), with.digest());
    }

    @Test
    void otherContentGivesAnotherDigest() throws IOException {
        BuiltImage first = build("first", List.of("a.jar"), 1_000_000, "rw-r--r--", "x");
        BuiltImage second = build("second", List.of("a.jar"), 1_000_000, "rw-r--r--", "y");

        assertNotEquals(first.digest(), second.digest());
    }

    @Test
    void imageRunsAsAnOrdinaryUserAndOwnsItsDataOnly() throws IOException {
        BuiltImage image = build("one", List.of("a.jar"), 1_000_000, "rw-r--r--", "x");

        String config =
                Command.output(List.of("tar", "-xOf", image.tar().toString(), "config.json"));
        assertTrue(config.contains("\"User\":\"10001:10001\""), config);
        assertTrue(config.contains("\"Volumes\":{\"/data\":{}}"), config);
        assertTrue(config.contains("\"created\":\"1970-01-01T00:00:00Z\""), config);
        assertTrue(config.contains("\"Entrypoint\":[\"/opt/java/bin/java\"]"), config);
    }

    private BuiltImage build(
            String name, List<String> files, long time, String permissions, String content)
            throws IOException {
        Path root = Files.createDirectories(folder.resolve(name));
        Path java = Files.createDirectories(root.resolve("java/bin"));
        Files.writeString(java.resolve("java"), "program");
        Files.setPosixFilePermissions(
                java.resolve("java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path application = root.resolve("app");
        for (String file : files) {
            Path path = application.resolve(file);
            Files.createDirectories(application.resolve("b"));
            Files.writeString(path, content + file);
            Files.setLastModifiedTime(path, FileTime.fromMillis(time));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
        Path base = Files.writeString(root.resolve("passwd"), "root:x:0:0");
        ImageBuilder builder =
                new ImageBuilder(
                        root.resolve("java"),
                        new TreeMap<>(Map.of("/etc/passwd", base)),
                        root.resolve("work"),
                        "1");
        return builder.build(
                new ImageRecipe(
                        "aifactory/sample",
                        application,
                        List.of("/opt/java/bin/java"),
                        Map.of("A", "1", "B", "2", "C", "3"),
                        List.of(8080, 9090)));
    }
}
