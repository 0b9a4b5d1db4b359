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
        if (Files.isDirectory(home.logs())) {
            Map<Path, FileTime> written = new HashMap<>();
            try (Stream<Path> all = Files.list(home.logs())) {
                for (Path log : all.filter(LogFiles::isOfWorker).toList()) {
                    written.put(log, Files.getLastModifiedTime(log));
                }
            }
            written.entrySet().stream()
                    .sorted(
                            Map.Entry.<Path, FileTime>comparingByValue(Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                    .limit(workers)
                    .forEach(entry -> files.add(entry.getKey()));
        }
        return files;
    }

    private static boolean isOfWorker(Path file) {
        return file.getFileName().toString().startsWith(FactoryHome.WORKER_LOG);
    }
}
