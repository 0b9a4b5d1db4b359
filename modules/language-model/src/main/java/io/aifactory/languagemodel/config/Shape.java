package io.aifactory.languagemodel.config;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.decoder.DecoderLayer;
import io.aifactory.languagemodel.decoder.DecoderStyle;
import java.util.List;
import java.util.Optional;

/**
 * The keys that every family has, under the same names. Families differ in what an absent one
 * means; these are Llama's defaults until others are given.
 */
final class Shape {
    private final ConfigKeys keys;
    private int vocabulary = 32_000;
    private int hidden = 4096;
    private int layers = 32;
    private int heads = 32;
    private int keyValueHeads;
    private int headSize;
    private int contextTokens = 2048;
    private double normEpsilon = 1e-6;
    private boolean tied;
    private int bos = -1;
    private Optional<Integer> eos = Optional.empty();

    private Shape(ConfigKeys keys) {
        this.keys = keys;
    }

    static Shape of(ConfigKeys keys) {
        return new Shape(keys);
    }

    /**
     * @param newKeyValueHeads 0 = as many as heads
     */
    Shape sizes(
            int newVocabulary, int newHidden, int newLayers, int newHeads, int newKeyValueHeads) {
        vocabulary = newVocabulary;
        hidden = newHidden;
        layers = newLayers;
        heads = newHeads;
        keyValueHeads = newKeyValueHeads;
        return this;
    }

    /** Where it is not hidden / heads. */
    Shape headSize(int size) {
        headSize = size;
        return this;
    }

    Shape context(int tokens) {
        contextTokens = tokens;
        return this;
    }

    Shape normEpsilon(double epsilon) {
        normEpsilon = epsilon;
        return this;
    }

    Shape tied() {
        tied = true;
        return this;
    }

    Shape ends(int bosToken, int eosToken) {
        bos = bosToken;
        eos = Optional.of(eosToken);
        return this;
    }

    int layers() {
        int count = keys.integer("num_hidden_layers", layers);
        if (count < 1 || count > ModelConfig.MAX_LAYERS) {
            throw ConfigKeys.bad(
                    "describes an impossible model: number of layers is out of range: " + count);
        }
        return count;
    }

    int hidden() {
        return keys.integer("hidden_size", hidden);
    }

    int heads() {
        return keys.integer("num_attention_heads", heads);
    }

    int headSize() {
        int usual = headSize > 0 || heads() < 1 ? headSize : hidden() / heads();
        return keys.integer("head_dim", usual);
    }

    int contextTokens() {
        return keys.integer("max_position_embeddings", contextTokens);
    }

    ModelConfig config(String architecture, DecoderStyle style, List<DecoderLayer> blocks) {
        boolean silent = keys.root().has("eos_token_id");
        return new ModelConfig(
                architecture,
                keys.integer("vocab_size", vocabulary),
                hidden(),
                heads(),
                keys.integer("num_key_value_heads", keyValueHeads > 0 ? keyValueHeads : heads()),
                headSize(),
                contextTokens(),
                keys.real("rms_norm_eps", normEpsilon),
                keys.flag("tie_word_embeddings", tied),
                keys.root().has("bos_token_id") ? keys.integer("bos_token_id", -1) : bos,
                keys.integers("eos_token_id")
                        .orElse(silent ? List.of() : eos.map(List::of).orElse(List.of())),
                style,
                blocks);
    }
}
