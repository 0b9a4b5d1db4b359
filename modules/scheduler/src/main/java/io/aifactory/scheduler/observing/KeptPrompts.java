package io.aifactory.scheduler.observing;

/**
 * How a worker names the blocks that it keeps.
 *
 * @param manifest of the model that it has loaded
 * @param blockTokens tokens of a block
 */
public record KeptPrompts(String manifest, int blockTokens) {
    /** It keeps none, or has not said yet. */
    static final KeptPrompts NONE = new KeptPrompts("", 0);
}
