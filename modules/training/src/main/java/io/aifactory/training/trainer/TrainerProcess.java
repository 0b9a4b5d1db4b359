package io.aifactory.training.trainer;

import io.aifactory.storage.FileBlobStore;
import io.aifactory.training.checkpoint.CheckpointStep;
import io.aifactory.training.protocol.AttemptFolder;
import io.aifactory.training.protocol.AttemptOrder;
import java.io.IOException;
import java.nio.file.Path;

/** The life of a trainer process around its attempt: signals, the parent, the last word. */
final class TrainerProcess {
    static final int FINISHED = 0;
    static final int FAILED = 1;
    static final int NO_ORDER = 2;
    static final int ORPHANED = 3;
    static final int STOPPED = 143;

    private static final long NO_QUOTA = 0;

    private final Engines engines;
    private final CheckpointStep.Hook hook;

    TrainerProcess(Engines engines, CheckpointStep.Hook hook) {
        this.engines = engines;
        this.hook = hook;
    }

    /** Runs the attempt of a folder and halts the process. */
    void run(Path attemptFolder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> halt(STOPPED), "stop"));
        AttemptFolder folder = new AttemptFolder(attemptFolder);
        try {
            AttemptOrder order = folder.read();
            if (order.parent() != null) {
                ParentWatch.start(order.parent(), () -> halt(ORPHANED));
            }
            halt(attempt(folder, order));
        } catch (IOException | IllegalArgumentException e) {
            e.printStackTrace();
            halt(NO_ORDER);
        }
    }

    private int attempt(AttemptFolder folder, AttemptOrder order) throws IOException {
        try (EventLog events = EventLog.open(folder.events())) {
            try {
                FileBlobStore store = new FileBlobStore(Path.of(order.storageRoot()), NO_QUOTA);
                new Attempt(folder, order, store, engines, events, hook).execute();
                return FINISHED;
            } catch (Exception | Error e) {
                e.printStackTrace();
                events.report(FailureReport.of(e));
                return FAILED;
            }
        }
    }

    private static void halt(int status) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }
}
