package io.aifactory.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class SystemLibrariesTest {
    @Test
    void lddsOutputIsReadAsFarAsItNamesFiles() {
        String output =
                """
                \tlinux-vdso.so.1 (0x00007f18d89d7000)
                \tlibjli.so => /opt/java/bin/../lib/libjli.so (0x00007f18d89ad000)
                \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f18d87c1000)
                \tlibjvm.so => not found
                \t/lib64/ld-linux-x86-64.so.2 (0x00007f18d89d9000)
                """;

        assertEquals(
                List.of(
                        "/opt/java/bin/../lib/libjli.so",
                        "/lib/x86_64-linux-gnu/libc.so.6",
                        "/lib64/ld-linux-x86-64.so.2"),
                SystemLibraries.parse(output));
        assertEquals(List.of(), SystemLibraries.parse("\tstatically linked\n"));
    }

    @Test
    void javaNeedsTheLoaderAndTheCLibraryButNotItsOwnFiles() throws IOException {
        Path java = Path.of(System.getProperty("java.home")).toRealPath();

        SortedMap<String, Path> found =
                SystemLibraries.neededBy(List.of(java.resolve("bin/java")), java);

        assertTrue(found.keySet().stream().anyMatch(path -> path.endsWith("/libc.so.6")));
        assertTrue(found.keySet().stream().anyMatch(path -> path.contains("/ld-linux")));
        assertTrue(found.keySet().stream().anyMatch(path -> path.endsWith("/libstdc++.so.6")));
        assertFalse(found.keySet().stream().anyMatch(path -> path.endsWith("libjli.so")));
        assertTrue(found.values().stream().allMatch(Files::isRegularFile));
    }
}
