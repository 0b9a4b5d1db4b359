package io.aifactory.training.runner;

import io.aifactory.service.StorageConfig;
import io.aifactory.training.TrainingConfig;
import io.aifactory.training.protocol.AttemptOrder;
import io.aifactory.training.protocol.ProcessIdentity;
import io.aifactory.training.store.JobRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;

/** Makes the order of an attempt. */
@ApplicationScoped
public class OrderWriter {
    /** Watts of an idle and of a busy virtual processor, see {@code economics}. */
    private static final double IDLE_WATTS_PER_CORE = 0.74;

    private static final double WATTS_PER_BUSY_CORE = 2.76;

    private final TrainingConfig config;
    private final JobFolders folders;
    private final Path storage;

    OrderWriter(TrainingConfig config, JobFolders folders, StorageConfig storage) {
        this.config = config;
        this.folders = folders;
        this.storage = storage.root();
    }

    AttemptOrder order(JobRecord job, int number) {
        return new AttemptOrder(
                job.id().toString(),
                number,
                job.plan().name(),
                job.plan().spec(),
                job.plan().checkpointEvery(),
                storage.toAbsolutePath().normalize().toString(),
                folders.checkpoints(job.id()).toString(),
                ProcessIdentity.of(ProcessHandle.current()),
                power());
    }

    private AttemptOrder.DeclaredPower power() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new AttemptOrder.DeclaredPower(
                config.power().idleWatts().orElse(IDLE_WATTS_PER_CORE * cores),
                config.power().wattsPerBusyCore().orElse(WATTS_PER_BUSY_CORE));
    }
}
