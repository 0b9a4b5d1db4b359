package io.aifactory.languagemodel.gguf;

import io.aifactory.languagemodel.ModelFormatException;
import java.util.OptionalLong;

/**
 * Sizes of a model as its metadata give them, each checked to be possible.
 *
 * @param experts 0 = dense
 * @param intermediate width of the feed-forward layer, of one expert where there are experts
 * @param attentionBias whether query, key, value (and for {@code llama} output) have biases
 * @param tied whether the output head is the embedding
 */
record GgufShape(
        GgufFamily family,
        long vocabulary,
        long hidden,
        long intermediate,
        int layers,
        long heads,
        long keyValueHeads,
        long headSize,
        long experts,
        long expertsPerToken,
        boolean attentionBias,
        boolean mlpBias,
        boolean tied) {
    private static final long MAX_LAYERS = 1024;
    private static final long MAX_WIDTH = 1 << 20;
    private static final long MAX_EXPERTS = 1024;

    static GgufShape of(GgufFile file) {
        GgufFamily family = GgufFamily.of(file);
        Sizes sizes = new Sizes(file, family.key());
        long hidden = sizes.required("embedding_length", MAX_WIDTH);
        long heads = sizes.required("attention.head_count", MAX_WIDTH);
        long keyValueHeads = sizes.or("attention.head_count_kv", heads, heads);
        long headSize = sizes.or("attention.key_length", MAX_WIDTH, Math.max(1, hidden / heads));
        if (heads % keyValueHeads != 0 || headSize % 2 != 0) {
            throw sizes.bad("attention.head_count");
        }
        if (sizes.or("attention.value_length", MAX_WIDTH, headSize) != headSize) {
            throw sizes.bad("attention.value_length");
        }
        if (sizes.or("rope.dimension_count", MAX_WIDTH, headSize) != headSize) {
            throw sizes.bad("rope.dimension_count");
        }
        long experts = sizes.orZero("expert_count", MAX_EXPERTS);
        if (experts == 0 && family == GgufFamily.QWEN3_MOE) {
            throw sizes.bad("expert_count");
        }
        if (experts > 0 && family != GgufFamily.QWEN3_MOE && family != GgufFamily.LLAMA) {
            throw sizes.bad("expert_count");
        }
        GgufTensor embedding = file.require("token_embd.weight");
        long vocabulary = embedding.rows();
        if (sizes.or("vocab_size", MAX_WIDTH * 4, vocabulary) != vocabulary) {
            throw sizes.bad("vocab_size");
        }
        return new GgufShape(
                family,
                vocabulary,
                hidden,
                family == GgufFamily.QWEN3_MOE
                        ? sizes.required("expert_feed_forward_length", MAX_WIDTH)
                        : sizes.required("feed_forward_length", MAX_WIDTH),
                (int) sizes.required("block_count", MAX_LAYERS),
                heads,
                keyValueHeads,
                headSize,
                experts,
                experts == 0 ? 0 : sizes.required("expert_used_count", experts),
                family == GgufFamily.QWEN2 || file.find("blk.0.attn_q.bias").isPresent(),
                file.find("blk.0.ffn_gate.bias").isPresent(),
                file.find("output.weight").isEmpty());
    }

    /** Reads sizes under an architecture's prefix. */
    private record Sizes(GgufFile file, String prefix) {
        long required(String key, long limit) {
            return find(key, limit)
                    .orElseThrow(() ->
                            new ModelFormatException(
                                    file.name() + " lacks the metadata key " + prefix + "." + key));
        }

        long or(String key, long limit, long absent) {
            return find(key, limit).orElse(absent);
        }

        /** Where 0 says the same as no key. */
        long orZero(String key, long limit) {
            OptionalLong value = file.metadata().whole(prefix + "." + key);
            return value.isPresent() && value.getAsLong() == 0 ? 0 : or(key, limit, 0);
        }

        private OptionalLong find(String key, long limit) {
            String name = prefix + "." + key;
            if (file.metadata().isList(name)) {
                throw new ModelFormatException(
                        file.name()
                                + " has another "
                                + name
                                + " per layer, which is not supported");
            }
            OptionalLong value = file.metadata().whole(name);
            if (value.isPresent() && (value.getAsLong() < 1 || value.getAsLong() > limit)) {
                throw bad(key);
            }
            return value;
        }

        ModelFormatException bad(String key) {
            String name = prefix + "." + key;
            OptionalLong value = file.metadata().whole(name);
            return new ModelFormatException(
                    "%s has an impossible or unsupported %s: %s"
                            .formatted(
                                    file.name(),
                                    name,
                                    value.isPresent() ? value.getAsLong() : "absent"));
        }
    }
}
