package io.aifactory.languagemodel.adapter;

/**
 * A matrix of a decoder, under the name that {@code transformers} gives its module.
 *
 * @param name for example {@code model.layers.0.self_attn.q_proj}
 * @param block index of its block; 0 outside of blocks
 * @param inputs columns of its weight
 * @param outputs rows of its weight
 */
public record LinearModule(String name, int block, Kind kind, long inputs, long outputs) {
    /** Where a matrix stands. */
    public enum Kind {
        /** Query, key or value. */
        ATTENTION_INPUT(true, "attention"),
        ATTENTION_OUTPUT(true, "attention"),
        /** Gate or up, of a layer that is not a mixture. */
        FEED_FORWARD_INPUT(true, "a feed-forward layer"),
        /** Down, of a layer that is not a mixture. */
        FEED_FORWARD_OUTPUT(true, "a feed-forward layer"),
        EXPERT(false, "an expert of a mixture"),
        ROUTER(false, "the router of a mixture"),
        EMBEDDING(false, "the embedding"),
        HEAD(false, "the output head");

        private final boolean adaptable;
        private final String words;

        Kind(boolean adaptable, String words) {
            this.adaptable = adaptable;
            this.words = words;
        }

        /** Whether adapters can change it. */
        public boolean adaptable() {
            return adaptable;
        }

        /** What it is called in messages. */
        public String words() {
            return words;
        }
    }
}
