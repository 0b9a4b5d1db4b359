package io.aifactory.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeveralProcessesTest {
    @TempDir Path root;

    @ParameterizedTest
    @EnumSource
    void writerKilledAtThisStepLeavesTheWholeBlobOrNothing(WriteStep step) throws Exception {
        Digest digest = Digest.of(StoreFiles.bytes("content"));
        Process writer =
                ChildProcess.start(
                        ChildProcess.command(
                                StoppingWriter.class, root.toString(), step.name(), "content"));
        try (BufferedReader output = reader(writer)) {
            assertEquals("at " + step, output.readLine());
            FileBlobStore beside = new FileBlobStore(root, 0);
            boolean renamed = step.compareTo(WriteStep.RENAMED) >= 0;
            assertEquals(renamed, beside.contains(digest));
            assertEquals(
                    renamed ? 0 : 1,
                    StoreFiles.temporary(root).size(),
                    "the file of a live writer is left alone");
        } finally {
            writer.destroyForcibly().waitFor();
        }

        FileBlobStore next = new FileBlobStore(root, 0);

        assertEquals(List.of(), StoreFiles.temporary(root));
        for (Path blob : StoreFiles.blobs(root)) {
            assertEquals("content", java.nio.file.Files.readString(blob));
        }
        assertEquals(digest, next.put(StoreFiles.bytes("content")));
        next.verify(digest);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40})
    void everyAcknowledgedBlobOfAKilledWriterIsWhole(int acknowledgements) throws Exception {
        Process writer =
                ChildProcess.start(
                        ChildProcess.command(BusyWriter.class, root.toString(), "100000"));
        List<Digest> acknowledged = new ArrayList<>();
        try (BufferedReader output = reader(writer)) {
            for (int i = 0; i < acknowledgements; i++) {
                acknowledged.add(new Digest(output.readLine()));
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }

        FileBlobStore store = new FileBlobStore(root, 0);

        assertEquals(List.of(), StoreFiles.temporary(root));
        acknowledged.forEach(store::verify);
        for (Path blob : StoreFiles.blobs(root)) {
            assertTrue(Content.of(blob).bytes() == 40_000, "a partial blob is visible");
        }
    }

    @Test
    void processesThatPublishTheSameContentAllSucceed() throws Exception {
        List<Process> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            writers.add(
                    ChildProcess.start(
                            ChildProcess.command(BusyWriter.class, root.toString(), "50")));
        }
        Set<String> outputs = new TreeSet<>();
        for (Process writer : writers) {
            outputs.add(new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(0, writer.waitFor());
        }

        assertEquals(1, outputs.size());
        assertEquals(50, StoreFiles.blobs(root).size());
        FileBlobStore store = new FileBlobStore(root, 0);
        for (int i = 0; i < 50; i++) {
            store.verify(Digest.of(BusyWriter.content(i)));
        }
    }

    @Test
    void threadsOfTwoStoresThatPublishTheSameContentAllSucceed() throws Exception {
        List<FileBlobStore> stores =
                List.of(new FileBlobStore(root, 0), new FileBlobStore(root, 0));
        CyclicBarrier barrier = new CyclicBarrier(8);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Digest>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                FileBlobStore store = stores.get(i % 2);
                Callable<Digest> write =
                        () -> {
                            barrier.await();
                            return store.put(new byte[300_000]);
                        };
                results.add(threads.submit(write));
            }
            for (Future<Digest> result : results) {
                assertEquals(Digest.of(new byte[300_000]), result.get());
            }
        }

        assertEquals(1, StoreFiles.blobs(root).size());
        assertEquals(List.of(), StoreFiles.temporary(root));
    }

    private static BufferedReader reader(Process process) throws IOException {
        return process.inputReader(StandardCharsets.UTF_8);
    }
}
