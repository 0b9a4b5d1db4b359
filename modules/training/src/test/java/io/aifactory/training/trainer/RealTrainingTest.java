package io.aifactory.training.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.storage.FileBlobStore;
import io.aifactory.storage.Manifests;
import io.aifactory.training.protocol.AttemptFolder;
import io.aifactory.training.protocol.AttemptOrder;
import io.aifactory.training.protocol.TrainerEvent;
import io.aifactory.training.spec.ModelShape;
import io.aifactory.training.spec.OptimizerSpec;
import io.aifactory.training.spec.TrainingSpec;
import io.aifactory.training.support.Eventually;
import io.aifactory.training.support.TextDataset;
import io.aifactory.training.support.TrainerProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer as it ships: real processes, the real engine, real signals. */
class RealTrainingTest {
    private static final int STEPS = 80;
    private static final int CHECKPOINT_EVERY = 4;

    @TempDir private Path root;

    @Test
    void aTrainerKilledWithSignalNineEndsWithTheBytesOfAnUninterruptedOne() throws Exception {
        // Given
        FileBlobStore store = new FileBlobStore(root.resolve("storage"), 0);
        Digest dataset = TextDataset.publish(store);
        AttemptFolder whole = order("whole", 1, dataset);
        AttemptFolder broken = order("broken", 1, dataset);
        AttemptFolder resumed = order("broken", 2, dataset);
        assertEquals(
                0, TrainerProcesses.start(TrainerMain.class, whole).waitFor(), () -> log(whole));

        // When
        Process victim = TrainerProcesses.start(TrainerMain.class, broken);
        Eventually.until(
                "the trainer is well under way",
                () -> TrainerProcesses.steps(broken).size() > CHECKPOINT_EVERY);
        victim.destroyForcibly();
        assertNotEquals(0, victim.waitFor(), "it finished before it could be killed");
        assertEquals(
                0,
                TrainerProcesses.start(TrainerMain.class, resumed).waitFor(),
                () -> log(resumed));

        // Then
        List<TrainerEvent.Step> expected = TrainerProcesses.steps(whole);
        List<TrainerEvent.Step> before = TrainerProcesses.steps(broken);
        List<TrainerEvent.Step> after = TrainerProcesses.steps(resumed);
        assertTrue(after.getFirst().step() > CHECKPOINT_EVERY, "it started from scratch");
        assertTrue(after.getFirst().step() <= before.getLast().step() + 1);
        for (List<TrainerEvent.Step> part : List.of(before, after)) {
            for (TrainerEvent.Step step : part) {
                TrainerEvent.Step same = expected.get((int) step.step() - 1);
                assertEquals(same.loss(), step.loss(), 0, "loss of step " + step.step());
                assertEquals(same.gradientNorm(), step.gradientNorm(), 0);
            }
        }
        assertEquals(STEPS, after.getLast().step());
        for (String file : List.of("model.safetensors", "config.json", "tokenizer.json")) {
            assertEquals(
                    -1,
                    Files.mismatch(whole.output().resolve(file), resumed.output().resolve(file)),
                    file);
        }
        assertLearned(whole, new Manifests(store).dataset(dataset));
    }

    private static void assertLearned(AttemptFolder folder, DatasetManifest dataset) {
        List<TrainerEvent> events = TrainerProcesses.events(folder);
        TrainerEvent.Evaluation last = only(events, TrainerEvent.Evaluation.class).getLast();
        double bigram = only(events, TrainerEvent.Baseline.class).getLast().bitsPerByte();
        assertEquals(dataset.heldOutBytes(), last.bytes());
        assertEquals(dataset.heldOutTokens(), last.targets());
        assertEquals(last.nats() / Math.log(2) / last.bytes(), last.bitsPerByte(), 1e-12);
        assertTrue(
                last.bitsPerByte() < 2 * bigram,
                "%s bits per byte; bigram %s".formatted(last.bitsPerByte(), bigram));
        assertFalse(only(events, TrainerEvent.Sample.class).getLast().text().isEmpty());
        assertTrue(only(events, TrainerEvent.Energy.class).getLast().joules() > 0);
        assertEquals(new TrainerEvent.Finished(STEPS), events.getLast());
    }

    private static <T extends TrainerEvent> List<T> only(List<TrainerEvent> events, Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private AttemptFolder order(String job, int attempt, Digest dataset) throws IOException {
        AttemptFolder folder = new AttemptFolder(root.resolve(job).resolve("attempt-" + attempt));
        folder.write(
                new AttemptOrder(
                        job,
                        attempt,
                        job,
                        new TrainingSpec(
                                TrainingSpec.FORMAT,
                                dataset,
                                new ModelShape(32, 64, 2, 4, 2, 32),
                                STEPS,
                                4,
                                new OptimizerSpec(0.01, 0.001, 5, 0.9, 0.95, 1e-8, 0.1, 1.0),
                                11,
                                50,
                                100_000,
                                2),
                        CHECKPOINT_EVERY,
                        root.resolve("storage").toString(),
                        root.resolve(job).resolve("checkpoints").toString(),
                        null,
                        new AttemptOrder.DeclaredPower(1, 3)));
        return folder;
    }

    private static String log(AttemptFolder folder) {
        try {
            return Files.readString(folder.log());
        } catch (IOException e) {
            return "no log";
        }
    }
}
