package io.aifactory.training.runner;

import io.aifactory.training.TrainingConfig;
import io.aifactory.training.checkpoint.Folders;
import io.aifactory.training.protocol.AttemptFolder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the files of jobs lie. */
@ApplicationScoped
public class JobFolders {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path root;

    JobFolders(TrainingConfig config) {
        this.root = config.workFolder().toAbsolutePath().normalize();
    }

    Path job(UUID id) {
        return root.resolve("jobs").resolve(id.toString());
    }

    Path checkpoints(UUID id) {
        return job(id).resolve("checkpoints");
    }

    AttemptFolder attempt(UUID id, int number) {
        return new AttemptFolder(job(id).resolve("attempt-%03d".formatted(number)));
    }

    /** Jobs that have a folder. */
    List<UUID> jobs() throws IOException {
        Path jobs = root.resolve("jobs");
        if (!Files.isDirectory(jobs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(jobs)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> ID.matcher(name).matches())
                    .map(UUID::fromString)
                    .toList();
        }
    }

    /** Deletes a job's checkpoints and model files; orders, events and logs stay. */
    void discard(UUID id) throws IOException {
        Folders.delete(checkpoints(id));
        discardOutputs(id);
    }

    /** Deletes a job's model files; checkpoints stay too. */
    void discardOutputs(UUID id) throws IOException {
        if (Files.isDirectory(job(id))) {
            try (Stream<Path> attempts = Files.list(job(id))) {
                for (Path attempt : attempts.toList()) {
                    Folders.delete(new AttemptFolder(attempt).output());
                }
            }
        }
    }
}
