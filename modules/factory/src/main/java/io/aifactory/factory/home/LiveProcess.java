package io.aifactory.factory.home;

import java.time.Instant;
import java.util.Optional;

/**
 * Tells processes of this machine that live from those that have ended.
 *
 * <p>{@link ProcessHandle#isAlive()} alone does not: a killed process whose parent has not taken
 * notice of its end (a zombie, {@code wait(2)}) still counts as alive there, and an init system may
 * take seconds to notice an orphan's.
 */
public final class LiveProcess {
    private static final ProcessHandle SELF = ProcessHandle.current();

    private LiveProcess() {}

    /**
     * @param startedAtMillis its start, so that a later process with the same number is not found
     * @return the process, unless it has ended
     */
    public static Optional<ProcessHandle> find(long pid, long startedAtMillis) {
        return ProcessHandle.of(pid)
                .filter(handle -> !hasEnded(handle))
                .filter(handle -> startOf(handle) == startedAtMillis);
    }

    /** Whether it runs no program any more. */
    public static boolean hasEnded(ProcessHandle process) {
        return !process.isAlive() || runsNothing(process.info());
    }

    /** When it started, milliseconds since 1970; 0 = not known. */
    public static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** The program of another user's process may be hidden, so only one's own can be judged. */
    private static boolean runsNothing(ProcessHandle.Info info) {
        return info.command().isEmpty() && info.user().equals(SELF.info().user());
    }
}
