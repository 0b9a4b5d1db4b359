package io.aifactory.training.runner;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ends a process with all its descendants. */
final class ProcessEnding {
    private ProcessEnding() {}

    /** Asks, waits for the grace, then kills; returns when all of them are gone. */
    static void end(ProcessHandle process, Duration grace) {
        List<ProcessHandle> tree =
                Stream.concat(process.descendants(), Stream.of(process)).toList();
        tree.forEach(ProcessHandle::destroy);
        CompletableFuture<Void> gone =
                CompletableFuture.allOf(
                        tree.stream()
                                .map(ProcessHandle::onExit)
                                .toArray(CompletableFuture<?>[]::new));
        gone.copy().completeOnTimeout(null, grace.toMillis(), TimeUnit.MILLISECONDS).join();
        tree.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        gone.join();
    }
}
