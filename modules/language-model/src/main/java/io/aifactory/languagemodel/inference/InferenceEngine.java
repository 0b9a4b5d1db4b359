package io.aifactory.languagemodel.inference;

import io.aifactory.languagemodel.ModelConfig;
import java.util.List;

/**
 * One model on one device with a fixed number of slots, each a contiguous KV region for one
 * sequence. Not thread-safe: exactly one thread owns an engine, from loading to closing.
 */
public interface InferenceEngine extends AutoCloseable {
    ModelConfig config();

    /** Number of model parameters. */
    long parameters();

    /** Sequences that can be held at once. */
    int slots();

    /** Tokens that one slot holds; at most the model's context. */
    int slotTokens();

    /** Adapters loaded beside the model; an item may ask for one of them by its index. */
    default int adapters() {
        return 0;
    }

    /** What it knows of itself. */
    default EngineVitals vitals() {
        return EngineVitals.NONE;
    }

    /** Its slots and the pool beside them. */
    KeyValueMemory memory();

    /**
     * Runs the model over the new tokens of every item, keeps their keys and values in the items'
     * slots, and samples the tokens that each item asks for. The items' slots are distinct. The
     * result for an item does not depend on what else is in the batch, nor on how many of its
     * tokens come in one step (in float32, up to the order of additions inside one matrix product
     * or sum). Memory is reserved for as many results in one step as there are slots, those of
     * items with drafts filled up to the longest of them.
     *
     * @return one list for each item: a token for each of its samplings, in their order
     * @throws IllegalArgumentException if a slot, position, token or adapter is out of range, an
     *     item's changes leave no token that may come, or the batch is empty
     * @throws EngineException if the device fails; the engine must be closed then
     */
    List<List<SampledToken>> step(List<StepItem> batch);

    /**
     * Whether a step can be begun before the tokens of the one before it are known here; else
     * {@link StepItem#NEWEST} is refused.
     */
    default boolean canRunAhead() {
        return false;
    }

    /**
     * Gives the device a step, without waiting for it if it need not; otherwise as {@link #step}.
     * At most two steps may be under way. In the items of the second one {@link StepItem#NEWEST}
     * stands for the token that the first one, once it is done, has chosen for the slot.
     */
    default StepUnderWay begin(List<StepItem> batch) {
        List<List<SampledToken>> tokens = step(batch);
        return () -> tokens;
    }

    /**
     * Logits of the last token of each item, float32, for tests and evaluation; otherwise as {@link
     * #step}.
     *
     * @return items × vocabulary
     */
    float[][] logits(List<StepItem> batch);

    /**
     * Runs the model over the tokens of one item, keeps their keys and values in its slot, and says
     * how probable the token was that follows each of them; otherwise as {@link #step}. The logits
     * of all tokens are in memory at once, mostly in float64: 24 bytes for each token and each
     * entry of the vocabulary.
     *
     * @param item the tokens; its samplings do not count
     * @param next the token after each of them
     */
    TokenScores score(StepItem item, int[] next);

    @Override
    void close();
}
