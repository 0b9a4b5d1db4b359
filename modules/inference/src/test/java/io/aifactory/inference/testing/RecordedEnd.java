package io.aifactory.inference.testing;

import io.aifactory.inference.process.ExitCode;
import io.aifactory.inference.process.ProcessEnd;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;

/** Instead of ending the test's process. */
@Singleton
@Alternative
@Priority(1)
public class RecordedEnd implements ProcessEnd {
    private final CompletableFuture<ExitCode> code = new CompletableFuture<>();

    @Override
    public void end(ExitCode exitCode) {
        code.complete(exitCode);
    }

    public CompletableFuture<ExitCode> code() {
        return code;
    }
}
