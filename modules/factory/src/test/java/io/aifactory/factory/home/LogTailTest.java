package io.aifactory.factory.home;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir Path folder;

    @Test
    void theLastLinesOfAShortLog() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "one\ntwo\nthree\n");

        assertEquals(List.of("two", "three"), LogTail.of(log, 2));
        assertEquals(List.of("one", "two", "three"), LogTail.of(log, 40));
    }

    @Test
    void aLongLogIsReadFromItsEndAndForeignBytesDoNotFail() throws IOException {
        // Given more than is read at once, and a last line that is not UTF-8
        Path log =
                Files.writeString(folder.resolve("log"), "x".repeat(79).concat("\n").repeat(5000));
        Files.write(
                log, new byte[] {'a', (byte) 0xff, '\n'}, java.nio.file.StandardOpenOption.APPEND);

        assertEquals(List.of("x".repeat(79), "a\ufffd"), LogTail.of(log, 2));
    }
}
