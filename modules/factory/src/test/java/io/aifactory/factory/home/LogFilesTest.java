package io.aifactory.factory.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
    @TempDir Path root;

    @Test
    void aHomeWithoutLogsHasNone() throws IOException {
        assertEquals(List.of(), LogFiles.newest(new FactoryHome(root), 4));
    }

    @Test
    void theControlPlaneComesFirstAndThenTheWorkersThatWroteLast() throws IOException {
        // Given three workers, the middle one quiet for the longest time
        FactoryHome home = new FactoryHome(root).create();
        write(home.controlPlaneLog(), 1);
        write(home.workerLog("a"), 30);
        write(home.workerLog("b"), 10);
        write(home.workerLog("c"), 20);
        write(home.logs().resolve("hs_err_pid7.log"), 40);

        assertEquals(
                List.of(home.controlPlaneLog(), home.workerLog("a"), home.workerLog("c")),
                LogFiles.newest(home, 2));
    }

    @Test
    void onlyLogsOfWorkersThatWroteLongAgoAreDeleted() throws IOException {
        FactoryHome home = new FactoryHome(root).create();
        Path dump = home.logs().resolve("hs_err_pid7.log");
        write(home.controlPlaneLog(), 1);
        write(home.workerLog("a"), 30);
        write(home.workerLog("b"), 10);
        write(home.workerLog("c"), 20);
        write(dump, 2);

        LogFiles.prune(home, 2);

        assertEquals(
                List.of(home.controlPlaneLog(), home.workerLog("a"), home.workerLog("c")),
                LogFiles.newest(home, 9));
        assertTrue(Files.exists(dump));
    }

    private static void write(Path log, long second) throws IOException {
        Files.writeString(log, "line");
        Files.setLastModifiedTime(log, FileTime.from(Instant.ofEpochSecond(second)));
    }
}
