package io.aifactory.factory.supervision;

import java.time.Duration;
import java.util.OptionalInt;

/** A started worker process. Thread-safe. */
public interface WorkerProcess {
    long pid();

    boolean isAlive();

    /** gRPC port, once the process has announced it. */
    OptionalInt port();

    /** Whether it ended because it cannot serve its model: starting again will not help. */
    boolean gaveUp();

    /** Why it ended, or the end of its log, for people; meaningful when it is not alive. */
    String epitaph();

    /** Runs the action when the process has ended. */
    void onExit(Runnable action);

    /** Asks it to end, and kills it when it has not within this time. */
    void stop(Duration grace);
}
