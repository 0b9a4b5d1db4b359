package io.aifactory.languagemodel.inference;

/**
 * What an engine knows of itself.
 *
 * @param nativeHandles tensors and lists that the native side keeps for it; steps leave it as it is
 * @param graphNanos time spent inside graphs by steps since it was loaded; the rest of a step is
 *     what Java does around them
 */
public record EngineVitals(int nativeHandles, long graphNanos) {
    /** Of an engine that does not count. */
    public static final EngineVitals NONE = new EngineVitals(0, 0);
}
