package io.aifactory.training.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.Digest;
import io.aifactory.service.StorageConfig;
import io.aifactory.training.TrainingConfig;
import io.aifactory.training.jobs.AttemptEnd;
import io.aifactory.training.jobs.AttemptState;
import io.aifactory.training.jobs.JobState;
import io.aifactory.training.protocol.AttemptFolder;
import io.aifactory.training.protocol.TrainerEvent;
import io.aifactory.training.spec.JobPlan;
import io.aifactory.training.store.JobFigures;
import io.aifactory.training.store.JobRecord;
import io.aifactory.training.store.JobStore;
import io.aifactory.training.support.Plans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptRunnerTest {
    private static final UUID JOB = new UUID(4, 2);
    private static final JobPlan PLAN =
            Plans.plan("attempt", Plans.spec(Digest.of(new byte[0]), 10, 1));

    @TempDir private Path work;
    private final List<Process> launched = new ArrayList<>();
    private final OneJob store = new OneJob();
    private TrainingConfig config;
    private StorageConfig storage;
    private JobFolders folders;

    @BeforeEach
    void configure() {
        SmallRyeConfig all =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(TrainingConfig.class)
                        .withMapping(StorageConfig.class)
                        .withDefaultValue("aifactory.training.work-folder", work.toString())
                        .withDefaultValue("aifactory.training.poll-interval", "5ms")
                        .withDefaultValue("aifactory.storage.root", work.toString())
                        .build();
        config = all.getConfigMapping(TrainingConfig.class);
        storage = all.getConfigMapping(StorageConfig.class);
        folders = new JobFolders(config);
    }

    @AfterEach
    void endWhatWasLaunched() {
        launched.forEach(Process::destroyForcibly);
    }

    @Test
    void aTrainerThatCannotBeFollowedIsEnded() {
        // Given: a database that goes away once the trainer has reported something
        store.away = true;

        // When
        assertThrows(
                IllegalStateException.class,
                () -> runner(folder -> trainer(folder, "exec sleep 600")).run(job(), 1));

        // Then
        assertEquals(1, launched.size());
        assertFalse(launched.getFirst().isAlive());
    }

    @Test
    void anAttemptWhoseEventsCannotBeReadHasDied() throws Exception {
        // Given
        TrainerLauncher launcher =
                folder -> {
                    Files.createDirectories(folder.events());
                    return start("exec sleep 600");
                };

        // When
        Optional<AttemptEnd> end = runner(launcher).run(job(), 1);

        // Then
        assertEquals(Optional.of(new AttemptEnd.Died(-1)), end);
        assertEquals(new AttemptState.Died(-1), store.attempt);
        assertFalse(launched.getFirst().isAlive());
    }

    @Test
    void anAttemptStartsWithoutTheModelFilesOfEarlierOnes() throws Exception {
        // Given
        Path earlier = folders.attempt(JOB, 1).output();
        Files.createDirectories(earlier);
        Files.writeString(earlier.resolve("model.safetensors"), "half");
        List<Boolean> stillThere = new ArrayList<>();
        TrainerLauncher launcher =
                folder -> {
                    stillThere.add(Files.exists(earlier));
                    return trainer(folder, "exit 0");
                };

        // When
        Optional<AttemptEnd> end = runner(launcher).run(job(), 2);

        // Then
        assertEquals(List.of(false), stillThere);
        assertEquals(Optional.of(new AttemptEnd.Trained()), end);
    }

    @Test
    void anAttemptOfAJobThatWasCalledOffIsStopped() throws Exception {
        store.state = new JobState.Cancelled();

        assertEquals(Optional.empty(), runner(folder -> trainer(folder, "exit 0")).run(job(), 1));
        assertEquals(new AttemptState.Stopped(), store.attempt);
        assertEquals(List.of(), launched);
    }

    private AttemptRunner runner(TrainerLauncher launcher) {
        return new AttemptRunner(
                config,
                launcher,
                folders,
                store,
                new JobNews(new JobMeters(new SimpleMeterRegistry())),
                new OrderWriter(config, folders, storage));
    }

    private Process trainer(AttemptFolder folder, String script) throws IOException {
        Files.writeString(folder.events(), "{\"type\":\"finished\",\"step\":10}\n");
        return start(script);
    }

    private Process start(String script) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", script).start();
        launched.add(process);
        return process;
    }

    private JobRecord job() {
        return store.find(JOB).orElseThrow();
    }

    /** One job with one attempt, in memory. */
    private static final class OneJob extends JobStore {
        private JobState state = new JobState.Running(1, 0);
        private AttemptState attempt = new AttemptState.Starting();
        private boolean away;

        @Override
        public Optional<JobRecord> find(UUID id) {
            return Optional.of(
                    new JobRecord(
                            id,
                            PLAN,
                            PLAN.spec().digest(),
                            state,
                            1,
                            new JobFigures(
                                    0, 0, 0, null, null, null, null, null, null, null, null, null,
                                    null),
                            Instant.EPOCH));
        }

        @Override
        public <S extends AttemptState> void changeAttempt(
                UUID id,
                int number,
                Class<S> expected,
                Function<S, ? extends AttemptState> transition) {
            if (expected.isInstance(attempt)) {
                attempt = transition.apply(expected.cast(attempt));
            }
        }

        @Override
        public JobRecord record(UUID id, int number, List<TrainerEvent> events, long eventsRead) {
            if (away) {
                throw new IllegalStateException("the database is away");
            }
            return find(id).orElseThrow();
        }
    }
}
