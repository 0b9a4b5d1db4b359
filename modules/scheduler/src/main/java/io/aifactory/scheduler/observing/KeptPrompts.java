package io.aifactory.scheduler.observing;

/**
 * How a worker names the blocks that it keeps.
 *
 * @param manifest of the model that it has loaded
 * @param blockTokens tokens of a block
 * @param poolBlocks blocks that it has room for on its device; 0 = it keeps none
 */
public record KeptPrompts(String manifest, int blockTokens, int poolBlocks) {
    /** It has not said yet. */
    static final KeptPrompts NONE = new KeptPrompts("", 0, 0);
}
