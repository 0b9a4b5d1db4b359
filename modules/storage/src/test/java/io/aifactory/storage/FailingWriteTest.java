package io.aifactory.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailingWriteTest {
    private static final byte[] CONTENT = StoreFiles.bytes("content");

    @TempDir Path root;

    @ParameterizedTest
    @CsvSource({
        "No space left on device,STORAGE_FULL",
        "Disk quota exceeded,STORAGE_FULL",
        "Input/output error,UNAVAILABLE"
    })
    void deviceErrorBeforeTheRenameLeavesNothing(String error, ErrorCode expected)
            throws IOException {
        for (WriteStep step :
                List.of(WriteStep.TEMPORARY_CREATED, WriteStep.BYTES_WRITTEN, WriteStep.FORCED)) {
            FileBlobStore store = new FileBlobStore(root, 0, failingAt(step, error));

            FactoryException e = assertThrows(FactoryException.class, () -> store.put(CONTENT));

            assertEquals(expected, e.code());
            assertFalse(e.message().contains(root.toString()), e.message());
            assertEquals(List.of(), StoreFiles.blobs(root));
            assertEquals(List.of(), StoreFiles.temporary(root));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RENAMED", "DIRECTORY_FORCED"})
    void deviceErrorAfterTheRenameIsNotAcknowledgedAndCanBeRepeated(WriteStep step)
            throws IOException {
        FileBlobStore failing = new FileBlobStore(root, 0, failingAt(step, "Input/output error"));

        assertThrows(FactoryException.class, () -> failing.put(CONTENT));

        assertEquals(List.of(), StoreFiles.temporary(root));
        FileBlobStore store = new FileBlobStore(root, 0);
        Digest digest = store.put(CONTENT);
        store.verify(digest);
    }

    @Test
    void fullDeviceReportsItLeavesNothingAndGoesOn() throws Exception {
        List<String> command = new ArrayList<>(List.of("unshare", "-Urm", "sh", "-c"));
        command.add("mount -t tmpfs -o size=8m none \"$0\" && exec \"$@\"");
        command.add(root.toString());
        assumeTrue(
                run(List.of("unshare", "-Urm", "true")) == 0,
                "user namespaces are not available here, so no small device can be mounted");
        command.addAll(ChildProcess.command(FullDeviceWriter.class, root.toString()));

        Process process = ChildProcess.start(command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor());
        assertEquals("STORAGE_FULL\nblobs 1\ntemporary 0\ngoes on\n", output);
    }

    @Test
    void temporaryFileOfADeadProcessGoesAndThatOfALiveOneStays() throws IOException {
        new FileBlobStore(root, 0);
        Path dead = Files.writeString(root.resolve("tmp/999999999-1-dead"), "half");
        Path own = Files.writeString(root.resolve("tmp").resolve(Leftovers.ownPrefix() + "x"), "h");

        new FileBlobStore(root, 0);

        assertFalse(Files.exists(dead));
        assertTrue(Files.exists(own));
    }

    private static FaultPoint failingAt(WriteStep step, String error) {
        return reached -> {
            if (reached == step) {
                throw new IOException(error);
            }
        };
    }

    private static int run(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
