package io.aifactory.factory.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The logs of one factory that say what happened last. */
public final class LogFiles {
    private LogFiles() {}

    /**
     * The control plane's log, then those of the workers, what was written last first.
     *
     * @param workers at most so many logs of workers: those of workers long gone stay in the folder
     * @return only files that exist
     */
    public static List<Path> newest(FactoryHome home, int workers) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.exists(home.controlPlaneLog())) {
            files.add(home.controlPlaneLog());
        }
        files.addAll(ofWorkers(home).stream().limit(workers).toList());
        return files;
    }

    /**
     * Deletes the logs of workers but those that were written last. For a time when no worker runs.
     *
     * @param workers how many stay
     */
    public static void prune(FactoryHome home, int workers) throws IOException {
        for (Path log : ofWorkers(home).stream().skip(workers).toList()) {
            Files.deleteIfExists(log);
        }
    }

    /** What was written last first. */
    private static List<Path> ofWorkers(FactoryHome home) throws IOException {
        if (!Files.isDirectory(home.logs())) {
            return List.of();
        }
        Map<Path, FileTime> written = new HashMap<>();
        try (Stream<Path> all = Files.list(home.logs())) {
            for (Path log : all.filter(LogFiles::isOfWorker).toList()) {
                written.put(log, Files.getLastModifiedTime(log));
            }
        }
        return written.entrySet().stream()
                .sorted(
                        Map.Entry.<Path, FileTime>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isOfWorker(Path file) {
        return file.getFileName().toString().startsWith(FactoryHome.WORKER_LOG);
    }
}
