package io.aifactory.training.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.storage.FileBlobStore;
import io.aifactory.training.protocol.AttemptFolder;
import io.aifactory.training.protocol.AttemptOrder;
import io.aifactory.training.protocol.ProcessIdentity;
import io.aifactory.training.protocol.TrainerEvent;
import io.aifactory.training.support.Eventually;
import io.aifactory.training.support.Plans;
import io.aifactory.training.support.SmallDataset;
import io.aifactory.training.support.TrainerProcesses;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer as a real process, with fake engines. */
class TrainerProcessTest {
    @TempDir private Path root;
    private AttemptFolder folder;

    @BeforeEach
    void nameFolder() {
        folder = new AttemptFolder(root.resolve("attempt"));
    }

    @Test
    void aFinishedAttemptEndsWithStatusZero() throws Exception {
        order("good", null);

        Process trainer = TrainerProcesses.start(FakeTrainer.class, folder);

        assertEquals(TrainerProcess.FINISHED, trainer.waitFor());
        assertEquals(new TrainerEvent.Finished(10), TrainerProcesses.events(folder).getLast());
    }

    @Test
    void aTrainerWhoseParentDiesEndsItself() throws Exception {
        // Given
        Process parent = new ProcessBuilder("cat").start();
        order("hangs", ProcessIdentity.of(parent.toHandle()));
        Process trainer = TrainerProcesses.start(FakeTrainer.class, folder);
        awaitFifthStep();
        assertTrue(trainer.isAlive());

        // When
        parent.destroyForcibly();

        // Then
        assertEquals(TrainerProcess.ORPHANED, trainer.waitFor());
    }

    @Test
    void aTrainerToldToStopStops() throws Exception {
        order("hangs", null);
        Process trainer = TrainerProcesses.start(FakeTrainer.class, folder);
        awaitFifthStep();

        trainer.destroy();

        assertEquals(TrainerProcess.STOPPED, trainer.waitFor());
    }

    @Test
    void aFolderWithoutAnOrderIsSaidSo() throws Exception {
        Process trainer = TrainerProcesses.start(TrainerMain.class, folder);

        assertEquals(TrainerProcess.NO_ORDER, trainer.waitFor());
    }

    private void awaitFifthStep() {
        Eventually.until("five steps are taken", () -> TrainerProcesses.steps(folder).size() == 5);
    }

    private void order(String name, @Nullable ProcessIdentity parent) throws IOException {
        FileBlobStore store = new FileBlobStore(root.resolve("storage"), 0);
        folder.write(
                new AttemptOrder(
                        "job",
                        1,
                        name,
                        Plans.spec(SmallDataset.publish(store), 10, 1),
                        3,
                        root.resolve("storage").toString(),
                        root.resolve("checkpoints").toString(),
                        parent,
                        new AttemptOrder.DeclaredPower(1, 3)));
    }
}
