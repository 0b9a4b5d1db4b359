package io.aifactory.training.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointsTest {
    private static final Digest SPEC = Digest.of(new byte[] {1});

    @TempDir private Path folder;
    private final List<String> quarantined = new ArrayList<>();

    /** Stands for a power cut: nothing after it happens. */
    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void theNewestCheckpointIsFoundWithWhatItHolds() throws IOException {
        // Given
        write(3, CheckpointStep.Hook.NONE);
        write(6, CheckpointStep.Hook.NONE);

        // When
        VerifiedCheckpoint newest = newest().orElseThrow();

        // Then
        assertEquals(progress(6), newest.progress());
        assertEquals("weights 6", Files.readString(newest.folder().resolve("model.safetensors")));
    }

    @Test
    void onlyTheTwoNewestAreKept() throws IOException {
        for (int step = 1; step <= 5; step++) {
            write(step, CheckpointStep.Hook.NONE);
        }

        assertEquals(List.of("step-0000000004", "step-0000000005"), names());
    }

    @Test
    void aCheckpointThatDoesNotFitLeavesNothingBehind() throws IOException {
        // Given
        write(1, CheckpointStep.Hook.NONE);

        // When
        assertThrows(
                IOException.class,
                () ->
                        checkpoints(CheckpointStep.Hook.NONE)
                                .write(
                                        progress(2),
                                        into -> {
                                            Files.writeString(into.resolve("half"), "weights");
                                            throw new IOException("No space left on device");
                                        }));

        // Then
        assertEquals(List.of("step-0000000001"), names());
    }

    @ParameterizedTest
    @EnumSource(CheckpointStep.class)
    void aPowerCutAtAnyPointLeavesAWholeCheckpoint(CheckpointStep point) throws IOException {
        // Given
        write(1, CheckpointStep.Hook.NONE);
        write(2, CheckpointStep.Hook.NONE);

        // When
        assertThrows(
                PowerCut.class,
                () ->
                        write(
                                3,
                                step -> {
                                    if (step == point) {
                                        throw new PowerCut();
                                    }
                                }));

        // Then
        boolean visible = point.compareTo(CheckpointStep.RENAMED) >= 0;
        assertEquals(visible ? 3 : 2, newest().orElseThrow().progress().step());
        assertTrue(quarantined.isEmpty());
        assertTrue(names().stream().allMatch(name -> name.startsWith("step-")));
    }

    @Test
    void aDamagedCheckpointIsSetAsideForTheOneBefore() throws IOException {
        // Given
        write(1, CheckpointStep.Hook.NONE);
        Path damaged = write(2, CheckpointStep.Hook.NONE);
        Files.writeString(damaged.resolve("optimizer.safetensors"), "moments!2");

        // When
        VerifiedCheckpoint newest = newest().orElseThrow();

        // Then
        assertEquals(1, newest.progress().step());
        assertEquals(
                List.of("step-0000000002: optimizer.safetensors does not match its digest"),
                quarantined);
        assertFalse(Files.exists(damaged));
        assertTrue(Files.exists(folder.resolve("quarantine").resolve("step-0000000002")));
    }

    @Test
    void aMissingFileAndATornManifestAreDamageToo() throws IOException {
        // Given
        write(1, CheckpointStep.Hook.NONE);
        Files.delete(write(2, CheckpointStep.Hook.NONE).resolve("model.safetensors"));

        // Then
        assertEquals(1, newest().orElseThrow().progress().step());

        // Given
        Files.writeString(write(4, CheckpointStep.Hook.NONE).resolve("manifest.json"), "{\"fo");

        // Then
        assertEquals(1, newest().orElseThrow().progress().step());
        assertEquals(
                List.of(
                        "step-0000000002: model.safetensors is missing",
                        "step-0000000004: its manifest is not valid"),
                quarantined);
    }

    @Test
    void aCheckpointOfAnotherSpecIsNotContinued() throws IOException {
        write(1, CheckpointStep.Hook.NONE);

        Optional<VerifiedCheckpoint> newest =
                checkpoints(CheckpointStep.Hook.NONE)
                        .newest(Digest.of(new byte[] {2}), (name, reason) -> {});

        assertTrue(newest.isEmpty());
    }

    @Test
    void theLockIsHeldByOneAtATime() throws IOException {
        CheckpointLock first = CheckpointLock.tryAcquire(folder).orElseThrow();
        assertThrows(
                java.nio.channels.OverlappingFileLockException.class,
                () -> CheckpointLock.tryAcquire(folder));
        first.close();

        try (CheckpointLock _ = CheckpointLock.tryAcquire(folder).orElseThrow()) {
            assertTrue(Files.exists(folder.resolve("lock")));
        }
    }

    private Path write(long step, CheckpointStep.Hook hook) throws IOException {
        return checkpoints(hook)
                .write(
                        progress(step),
                        into -> {
                            Files.writeString(into.resolve("model.safetensors"), "weights " + step);
                            Files.writeString(
                                    into.resolve("optimizer.safetensors"), "moments " + step);
                        });
    }

    private Optional<VerifiedCheckpoint> newest() throws IOException {
        return checkpoints(CheckpointStep.Hook.NONE)
                .newest(SPEC, (name, reason) -> quarantined.add(name + ": " + reason));
    }

    private Checkpoints checkpoints(CheckpointStep.Hook hook) {
        return new Checkpoints(folder, 2, hook);
    }

    private static TrainingProgress progress(long step) {
        return new TrainingProgress(SPEC, step, step * 64, step * 1.5);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
