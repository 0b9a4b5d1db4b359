package io.aifactory.training.runner;

import io.aifactory.training.protocol.AttemptFolder;
import java.io.IOException;

/** Port: starts the trainer process of an attempt. */
public interface TrainerLauncher {
    /**
     * Starts the process and does not wait for it.
     *
     * @param folder holds the order; the process writes its events there
     * @throws IOException if no process could be started
     */
    Process launch(AttemptFolder folder) throws IOException;
}
