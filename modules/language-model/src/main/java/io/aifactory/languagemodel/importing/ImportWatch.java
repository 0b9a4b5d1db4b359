package io.aifactory.languagemodel.importing;

/** Sees an import while it runs, and may stop it. Called by the importing thread, every few MiB. */
@FunctionalInterface
public interface ImportWatch {
    /**
     * @param bytes of weights written so far
     * @param total bytes of weights
     * @return whether to go on; if not, the import ends with a {@link
     *     java.util.concurrent.CancellationException} and leaves nothing behind
     */
    boolean goOn(long bytes, long total);

    /** Lets it run. */
    static ImportWatch none() {
        return (bytes, total) -> true;
    }
}
