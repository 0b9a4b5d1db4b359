package io.aifactory.training.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.storage.FileBlobStore;
import io.aifactory.training.checkpoint.CheckpointStep;
import io.aifactory.training.protocol.AttemptFolder;
import io.aifactory.training.protocol.AttemptOrder;
import io.aifactory.training.protocol.ProtocolJson;
import io.aifactory.training.protocol.TrainerEvent;
import io.aifactory.training.support.Plans;
import io.aifactory.training.support.SmallDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptTest {
    private static final int STEPS = 10;

    @TempDir private Path root;
    private FileBlobStore store;
    private Digest dataset;

    /** Stands for the death of the process. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void publishDataset() {
        store = new FileBlobStore(root.resolve("storage"), 0);
        dataset = SmallDataset.publish(store);
    }

    @Test
    void anAttemptLeavesAModelFolderAndTellsItsStory() throws IOException {
        // When
        run("job", 1, steps -> {});

        // Then
        AttemptFolder folder = folder("job", 1);
        assertEquals(
                List.of(
                        "config.json",
                        "generation_config.json",
                        "model.safetensors",
                        "tokenizer.json",
                        "tokenizer_config.json"),
                names(folder.output()));
        assertEquals(
                SmallDataset.TOKENIZER,
                Files.readString(folder.output().resolve("tokenizer.json")));
        // And of its own, not read-only as the blob: an ordinary user could not make it durable
        assertTrue(
                Files.getPosixFilePermissions(folder.output().resolve("tokenizer.json"))
                        .contains(PosixFilePermission.OWNER_WRITE));
        assertEquals(
                "{\"clean_up_tokenization_spaces\":false,\"eos_token\":\"<|endoftext|>\","
                        + "\"model_max_length\":16,\"tokenizer_class\":\"PreTrainedTokenizerFast\"}",
                Files.readString(folder.output().resolve("tokenizer_config.json")));
        assertEquals(
                "Started Baseline Step Step Step Checkpoint Energy Step Evaluation Step Step"
                        + " Checkpoint Energy Step Step Evaluation Step Checkpoint Energy Step"
                        + " Evaluation Checkpoint Energy Sample Energy Finished",
                String.join(" ", story(folder)));
        assertEquals(
                new TrainerEvent.Sample("abc"),
                events(folder).get(story(folder).indexOf("Sample")));
    }

    @Test
    void evaluationIsInBitsPerByteOverTheWholeHeldOutSplit() throws IOException {
        run("job", 1, steps -> {});

        // Then: 200 targets of one bit each; 4 of them are document ends and stand for no bytes
        List<TrainerEvent.Evaluation> evaluations =
                events(folder("job", 1)).stream()
                        .filter(TrainerEvent.Evaluation.class::isInstance)
                        .map(TrainerEvent.Evaluation.class::cast)
                        .toList();
        assertEquals(3, evaluations.size());
        for (TrainerEvent.Evaluation evaluation : evaluations) {
            assertEquals(200, evaluation.targets());
            assertEquals(196, evaluation.bytes());
            assertEquals(200.0 / 196, evaluation.bitsPerByte(), 1e-12);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 5, 8, 9})
    void aDeadAttemptIsContinuedWithTheSameLossesAndBytes(long deathBefore) throws IOException {
        // Given
        run("whole", 1, steps -> {});
        assertThrows(
                Death.class,
                () ->
                        run(
                                "broken",
                                1,
                                steps -> {
                                    if (steps == deathBefore) {
                                        throw new Death();
                                    }
                                }));

        // When
        run("broken", 2, steps -> {});

        // Then
        long resumedAt = deathBefore / 3 * 3;
        List<TrainerEvent.Step> whole = steps(folder("whole", 1));
        List<TrainerEvent.Step> resumed = steps(folder("broken", 2));
        assertEquals(STEPS - resumedAt, resumed.size());
        for (TrainerEvent.Step step : resumed) {
            TrainerEvent.Step same = whole.get((int) step.step() - 1);
            assertEquals(same.loss(), step.loss(), 0);
            assertEquals(same.learningRate(), step.learningRate(), 0);
            assertEquals(same.tokens(), step.tokens());
        }
        assertEquals(
                -1,
                Files.mismatch(
                        folder("whole", 1).output().resolve("model.safetensors"),
                        folder("broken", 2).output().resolve("model.safetensors")));
    }

    @Test
    void aLostShardIsNamed() throws IOException {
        Digest shard =
                new io.aifactory.storage.Manifests(store)
                        .dataset(dataset)
                        .train()
                        .getFirst()
                        .data();
        Files.delete(store.localFile(shard));

        FactoryException refusal =
                assertThrows(FactoryException.class, () -> run("job", 1, steps -> {}));

        assertEquals(ErrorCode.NOT_FOUND, refusal.code());
        assertTrue(refusal.message().contains(shard.value()), refusal.message());
    }

    private void run(String job, int attempt, java.util.function.LongConsumer beforeStep)
            throws IOException {
        AttemptFolder folder = folder(job, attempt);
        folder.write(
                new AttemptOrder(
                        job,
                        attempt,
                        "test",
                        Plans.spec(dataset, STEPS, 5),
                        3,
                        root.resolve("storage").toString(),
                        root.resolve(job).resolve("checkpoints").toString(),
                        null,
                        new AttemptOrder.DeclaredPower(1, 3)));
        try (EventLog events = EventLog.open(folder.events())) {
            new Attempt(
                            folder,
                            folder.read(),
                            store,
                            new FakeEngines(beforeStep),
                            events,
                            CheckpointStep.Hook.NONE)
                    .execute();
        }
    }

    private AttemptFolder folder(String job, int attempt) {
        return new AttemptFolder(root.resolve(job).resolve("attempt-" + attempt));
    }

    private static List<TrainerEvent> events(AttemptFolder folder) throws IOException {
        return Files.readAllLines(folder.events()).stream()
                .map(line -> ProtocolJson.parse(line, TrainerEvent.class))
                .toList();
    }

    private static List<TrainerEvent.Step> steps(AttemptFolder folder) throws IOException {
        return events(folder).stream()
                .filter(TrainerEvent.Step.class::isInstance)
                .map(TrainerEvent.Step.class::cast)
                .toList();
    }

    private static List<String> story(AttemptFolder folder) throws IOException {
        return events(folder).stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
