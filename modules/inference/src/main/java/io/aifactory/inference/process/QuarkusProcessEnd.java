package io.aifactory.inference.process;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Stops Quarkus, so that clients get their answers, and cuts the process off if that hangs. */
@Singleton
@DefaultBean
class QuarkusProcessEnd implements ProcessEnd {
    private static final Logger LOG = Logger.getLogger(QuarkusProcessEnd.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public void end(ExitCode code) {
        LOG.errorf("The worker ends with status %d (%s)", code.status(), code);
        Thread.ofPlatform()
                .daemon()
                .name("process-end")
                .start(() -> {
                    try {
                        Thread.sleep(PATIENCE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(code.status());
                });
        Quarkus.asyncExit(code.status());
    }
}
