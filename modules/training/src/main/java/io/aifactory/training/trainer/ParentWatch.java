package io.aifactory.training.trainer;

import io.aifactory.training.protocol.ProcessIdentity;
import java.time.Duration;

/** Ends this process when the one it works for is gone, so that none is left behind. */
final class ParentWatch {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private ParentWatch() {}

    /** Watches from a thread of its own, as long as this process lives. */
    static void start(ProcessIdentity parent, Runnable whenGone) {
        Thread.ofPlatform()
                .daemon()
                .name("parent-watch")
                .start(() -> {
                    while (parent.find().isPresent()) {
                        try {
                            Thread.sleep(INTERVAL);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                    whenGone.run();
                });
    }
}
