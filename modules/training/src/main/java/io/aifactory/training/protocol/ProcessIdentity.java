package io.aifactory.training.protocol;

import java.time.Instant;
import java.util.Optional;

/**
 * A process of this machine, told apart from a later one with the same number by its start.
 *
 * @param pid number of the process
 * @param startMillis when it started, milliseconds since 1970, as the operating system says
 */
public record ProcessIdentity(long pid, long startMillis) {
    /** Starts are compared with this tolerance: systems report them with 10 ms resolution. */
    private static final long TOLERANCE_MILLIS = 1_000;

    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(
                process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** The process, while it is alive. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        process.info()
                                .startInstant()
                                .map(at -> startsAt(at.toEpochMilli()))
                                .orElse(true));
    }

    private boolean startsAt(long millis) {
        return startMillis == 0 || Math.abs(millis - startMillis) <= TOLERANCE_MILLIS;
    }
}
