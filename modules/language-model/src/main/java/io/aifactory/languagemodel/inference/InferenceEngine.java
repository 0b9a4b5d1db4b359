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

    /** Its slots and the pool beside them. */
    KeyValueMemory memory();

    /**
     * Runs the model over the new tokens of every item, keeps their keys and values in the items'
     * slots, and samples one token for each item that asks for it. The items' slots are distinct.
     * The result for an item does not depend on what else is in the batch (in float32, up to the
     * order of additions inside one matrix product).
     *
     * @return one for each item: the sampled token, or none where none was asked for
     * @throws IllegalArgumentException if a slot, position, token or adapter is out of range, an
     *     item's changes leave no token that may come, or the batch is empty
     * @throws EngineException if the device fails; the engine must be closed then
     */
    List<SampledToken> step(List<StepItem> batch);

    /**
     * Logits of the last token of each item, float32, for tests and evaluation; otherwise as {@link
     * #step}.
     *
     * @return items × vocabulary
     */
    float[][] logits(List<StepItem> batch);

    @Override
    void close();
}
