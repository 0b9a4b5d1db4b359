package io.aifactory.ingestion.pipeline;

import java.util.concurrent.CancellationException;

/** The link between a running pipeline and whoever started it. Used by one thread. */
public interface JobControl {
    /**
     * Returns while the job shall go on; called at least once a document.
     *
     * @throws CancellationException if it shall stop
     */
    void checkCancelled();

    /** Told after every step, however small; it is the receiver's business what to do with it. */
    void progress(Progress progress);

    /** Something people should know, for example which line is malformed. */
    void warning(String text);
}
