package io.aifactory.languagemodel.adapter;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.adapter.LinearModule.Kind;
import io.aifactory.languagemodel.decoder.FeedForward;
import java.util.ArrayList;
import java.util.List;

/** Every matrix of a decoder that PEFT could hang an adapter on, in the order of its blocks. */
public final class LinearModules {
    private static final String MIXTRAL = "MixtralForCausalLM";

    private final ModelConfig config;
    private final List<LinearModule> modules = new ArrayList<>();

    private LinearModules(ModelConfig config) {
        this.config = config;
    }

    public static List<LinearModule> of(ModelConfig config) {
        return new LinearModules(config).build();
    }

    private List<LinearModule> build() {
        long hidden = config.hidden();
        add("model.embed_tokens", 0, Kind.EMBEDDING, hidden, config.vocabulary());
        for (int block = 0; block < config.layers(); block++) {
            String prefix = "model.layers." + block + ".";
            attention(prefix + "self_attn.", block);
            switch (config.blocks().get(block).feedForward()) {
                case FeedForward.Gated gated -> gated(prefix + "mlp.", block, gated.intermediate());
                case FeedForward.Mixture mixture -> mixture(prefix, block, mixture);
            }
        }
        add("lm_head", 0, Kind.HEAD, hidden, config.vocabulary());
        return List.copyOf(modules);
    }

    private void attention(String prefix, int block) {
        long hidden = config.hidden();
        long queries = (long) config.heads() * config.headSize();
        long groups = (long) config.keyValueHeads() * config.headSize();
        add(prefix + "q_proj", block, Kind.ATTENTION_INPUT, hidden, queries);
        add(prefix + "k_proj", block, Kind.ATTENTION_INPUT, hidden, groups);
        add(prefix + "v_proj", block, Kind.ATTENTION_INPUT, hidden, groups);
        add(prefix + "o_proj", block, Kind.ATTENTION_OUTPUT, queries, hidden);
    }

    private void gated(String prefix, int block, long width) {
        long hidden = config.hidden();
        add(prefix + "gate_proj", block, Kind.FEED_FORWARD_INPUT, hidden, width);
        add(prefix + "up_proj", block, Kind.FEED_FORWARD_INPUT, hidden, width);
        add(prefix + "down_proj", block, Kind.FEED_FORWARD_OUTPUT, width, hidden);
    }

    private void mixture(String prefix, int block, FeedForward.Mixture mixture) {
        boolean mixtral = config.architecture().equals(MIXTRAL);
        String where = prefix + (mixtral ? "block_sparse_moe." : "mlp.");
        long hidden = config.hidden();
        long width = mixture.intermediate();
        add(where + "gate", block, Kind.ROUTER, hidden, mixture.experts());
        for (int expert = 0; expert < mixture.experts(); expert++) {
            String name = where + "experts." + expert + ".";
            add(name + (mixtral ? "w1" : "gate_proj"), block, Kind.EXPERT, hidden, width);
            add(name + (mixtral ? "w3" : "up_proj"), block, Kind.EXPERT, hidden, width);
            add(name + (mixtral ? "w2" : "down_proj"), block, Kind.EXPERT, width, hidden);
        }
    }

    private void add(String name, int block, Kind kind, long inputs, long outputs) {
        modules.add(new LinearModule(name, block, kind, inputs, outputs));
    }
}
