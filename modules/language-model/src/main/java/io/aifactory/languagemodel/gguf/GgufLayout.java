package io.aifactory.languagemodel.gguf;

import io.aifactory.languagemodel.ModelFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * Every tensor that a model of a shape has, in both vocabularies of names (GGUF: "Standardized
 * tensor names" of the specification and llama.cpp's {@code gguf-py/gguf/tensor_mapping.py}).
 */
final class GgufLayout {
    private final GgufFile file;
    private final GgufShape shape;
    private final List<GgufPlace> places = new ArrayList<>();

    private GgufLayout(GgufFile file, GgufShape shape) {
        this.file = file;
        this.shape = shape;
    }

    /**
     * @throws ModelFormatException naming a tensor that is missing or has another shape
     */
    static List<GgufPlace> of(GgufFile file, GgufShape shape) {
        GgufLayout layout = new GgufLayout(file, shape);
        layout.same(
                "model.embed_tokens.weight",
                "token_embd.weight",
                shape.vocabulary(),
                shape.hidden());
        for (int layer = 0; layer < shape.layers(); layer++) {
            String to = "model.layers." + layer + ".";
            String from = "blk." + layer + ".";
            layout.attention(to, from);
            if (shape.experts() > 0) {
                layout.experts(to, from);
            } else {
                layout.feedForward(to, from);
            }
        }
        layout.norm("model.norm.weight", "output_norm.weight", shape.hidden());
        if (!shape.tied()) {
            layout.same("lm_head.weight", "output.weight", shape.vocabulary(), shape.hidden());
        }
        return layout.places;
    }

    private void attention(String to, String from) {
        long hidden = shape.hidden();
        long queries = shape.heads() * shape.headSize();
        long keys = shape.keyValueHeads() * shape.headSize();
        boolean gemma = shape.family().gemma();
        norm(to + "input_layernorm.weight", from + "attn_norm.weight", hidden);
        projection(to + "self_attn.q_proj", from + "attn_q", queries, hidden, true);
        projection(to + "self_attn.k_proj", from + "attn_k", keys, hidden, true);
        projection(to + "self_attn.v_proj", from + "attn_v", keys, hidden, false);
        if (shape.family().queryKeyNorm()) {
            norm(to + "self_attn.q_norm.weight", from + "attn_q_norm.weight", shape.headSize());
            norm(to + "self_attn.k_norm.weight", from + "attn_k_norm.weight", shape.headSize());
        }
        same(to + "self_attn.o_proj.weight", from + "attn_output.weight", hidden, queries);
        if (shape.attentionBias() && shape.family().pairedRotary()) {
            same(to + "self_attn.o_proj.bias", from + "attn_output.bias", hidden);
        }
        if (gemma) {
            norm(
                    to + "post_attention_layernorm.weight",
                    from + "post_attention_norm.weight",
                    hidden);
            norm(to + "pre_feedforward_layernorm.weight", from + "ffn_norm.weight", hidden);
        } else {
            norm(to + "post_attention_layernorm.weight", from + "ffn_norm.weight", hidden);
        }
    }

    private void projection(String to, String from, long rows, long columns, boolean rotary) {
        long heads = rotary && shape.family().pairedRotary() ? shape.headSize() : 0;
        add(GgufPlace.same(to + ".weight", from + ".weight", rows, columns).pairedBy(heads));
        if (shape.attentionBias()) {
            add(GgufPlace.same(to + ".bias", from + ".bias", rows).pairedBy(heads));
        }
    }

    private void feedForward(String to, String from) {
        long hidden = shape.hidden();
        long wide = shape.intermediate();
        same(to + "mlp.gate_proj.weight", from + "ffn_gate.weight", wide, hidden);
        same(to + "mlp.up_proj.weight", from + "ffn_up.weight", wide, hidden);
        same(to + "mlp.down_proj.weight", from + "ffn_down.weight", hidden, wide);
        if (shape.mlpBias()) {
            same(to + "mlp.gate_proj.bias", from + "ffn_gate.bias", wide);
            same(to + "mlp.up_proj.bias", from + "ffn_up.bias", wide);
            same(to + "mlp.down_proj.bias", from + "ffn_down.bias", hidden);
        }
        if (shape.family().gemma()) {
            norm(to + "post_feedforward_layernorm.weight", from + "post_ffw_norm.weight", hidden);
        }
    }

    private void experts(String to, String from) {
        boolean mixtral = shape.family() == GgufFamily.LLAMA;
        String block = to + (mixtral ? "block_sparse_moe." : "mlp.");
        same(block + "gate.weight", from + "ffn_gate_inp.weight", shape.experts(), shape.hidden());
        for (int expert = 0; expert < shape.experts(); expert++) {
            String target = block + "experts." + expert + ".";
            long hidden = shape.hidden();
            long wide = shape.intermediate();
            String gate = target + (mixtral ? "w1" : "gate_proj") + ".weight";
            String up = target + (mixtral ? "w3" : "up_proj") + ".weight";
            String down = target + (mixtral ? "w2" : "down_proj") + ".weight";
            expert(gate, from + "ffn_gate", expert, wide, hidden);
            expert(up, from + "ffn_up", expert, wide, hidden);
            expert(down, from + "ffn_down", expert, hidden, wide);
        }
    }

    /** All experts in one tensor, or (older files) one each. */
    private void expert(String target, String from, int expert, long rows, long columns) {
        String one = from + "." + expert + ".weight";
        if (file.find(one).isPresent()) {
            same(target, one, rows, columns);
        } else {
            String all = from + "_exps.weight";
            add(GgufPlace.slice(target, all, expert, shape.experts(), rows, columns));
        }
    }

    /** Checks a place at once: a count that lies ends at the first tensor that is not there. */
    private void add(GgufPlace place) {
        GgufTensor tensor = file.require(place.source());
        if (!tensor.shape().equals(place.sourceShape())) {
            throw new ModelFormatException(
                    "%s has shape %s at tensor %s where the metadata need %s"
                            .formatted(
                                    file.name(),
                                    tensor.shape(),
                                    place.source(),
                                    place.sourceShape()));
        }
        places.add(place);
    }

    private void same(String target, String source, Long... dimensions) {
        add(GgufPlace.same(target, source, dimensions));
    }

    /** Gemma multiplies by 1 + weight and its GGUF files hold the sum. */
    private void norm(String target, String source, long size) {
        add(GgufPlace.same(target, source, size).storedPlus(shape.family().gemma() ? 1 : 0));
    }
}
