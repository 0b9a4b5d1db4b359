package io.aifactory.inference.process;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Entry point of the worker process. */
@QuarkusMain
public class WorkerMain implements QuarkusApplication {
    private final Announcer announcer;

    WorkerMain(Announcer announcer) {
        this.announcer = announcer;
    }

    public static void main(String... arguments) {
        Quarkus.run(WorkerMain.class, arguments);
    }

    @Override
    public int run(String... arguments) {
        announcer.announceWhenReady();
        Quarkus.waitForExit();
        return 0;
    }
}
