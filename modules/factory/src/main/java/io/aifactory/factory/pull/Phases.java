package io.aifactory.factory.pull;

import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.work.Watch;
import io.aifactory.factory.work.WorkFolder;
import java.io.IOException;

/** Runs the phases of a pull one after the other, each with a bar, and stops a cancelled one. */
final class Phases {
    private static final double MEGA = 1e6;

    private final Console console;
    private final WorkFolder work;

    Phases(Console console, WorkFolder work) {
        this.console = console;
        this.work = work;
    }

    /** What happens in a phase. */
    @FunctionalInterface
    interface Phase<T> {
        T run(Watch watch) throws IOException;
    }

    /**
     * @param key of the phase's name
     */
    <T> T run(String key, Phase<T> phase) throws IOException {
        work.requireGoingOn();
        try (Console.Progress progress = console.progress(Messages.text(key))) {
            T result =
                    phase.run((done, total) -> {
                        work.requireGoingOn();
                        progress.update(
                                total == 0 ? 1 : (double) done / total,
                                Messages.text("pull.progress", done / MEGA, total / MEGA));
                    });
            work.requireGoingOn();
            return result;
        }
    }
}
