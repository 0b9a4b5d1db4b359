package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.decoder.AttentionStyle;
import io.aifactory.languagemodel.decoder.FeedForward;
import io.aifactory.languagemodel.torch.DecoderLayout.Fused;
import io.aifactory.languagemodel.torch.DecoderLayout.Kind;
import io.aifactory.languagemodel.torch.DecoderLayout.Part;
import io.aifactory.languagemodel.torch.DecoderLayout.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Lists a decoder's tensors under the names that {@code transformers} gives them. */
final class DecoderTensors {
    private static final int GROUP = 32;
    private static final int TILE = 16;
    private static final String MIXTRAL = "MixtralForCausalLM";

    private final ModelConfig config;
    private final Precision precision;
    private final Kind matrices;
    private final Kind vocabularies;
    private final boolean packed;
    private final List<Fused> tensors = new ArrayList<>();
    private final List<Map<Role, Integer>> places = new ArrayList<>();

    private int next;

    private DecoderTensors(ModelConfig config, Precision precision, boolean packed) {
        this.config = config;
        this.precision = precision;
        this.packed = packed;
        this.matrices =
                switch (precision) {
                    case F32, BF16 -> Kind.WEIGHT;
                    case INT8 -> Kind.SCALED;
                    case INT4 -> Kind.GROUPED;
                };
        this.vocabularies = matrices == Kind.GROUPED ? Kind.WEIGHT : matrices;
    }

    static DecoderLayout layout(ModelConfig config, Precision precision) {
        return new DecoderTensors(config, precision, false).build();
    }

    /** The same with packed matrices; the head's rows are kept once more where they are read. */
    static DecoderLayout packed(ModelConfig config, Precision precision) {
        return new DecoderTensors(config, precision, true).build();
    }

    private DecoderLayout build() {
        if (precision == Precision.INT4 && config.hasMixture()) {
            throw new ModelFormatException(
                    "mixtures of experts are not kept in int4; use int8 or bf16");
        }
        long hidden = config.hidden();
        Part embedding = part("model.embed_tokens.weight", config.vocabulary(), hidden);
        add(vocabularies, List.of(embedding), hidden, false);
        for (int block = 0; block < config.layers(); block++) {
            places.add(new EnumMap<>(Role.class));
            block("model.layers." + block + ".", config.blocks().get(block).feedForward());
        }
        boolean grouped = matrices == Kind.GROUPED;
        int finalNorm = grouped ? -1 : finalNorm();
        Part last =
                config.tiedEmbeddings()
                        ? embedding
                        : part("lm_head.weight", config.vocabulary(), hidden);
        boolean shared = config.tiedEmbeddings() && !packed;
        int head = shared ? 0 : matrix(vocabularies, List.of(last));
        int headRows = head;
        if (packed && precision.computesInBfloat16()) {
            headRows =
                    config.tiedEmbeddings() ? 0 : add(vocabularies, List.of(last), hidden, false);
        }
        if (grouped) {
            // after the head: the graph looks for scales behind it, and reads none
            finalNorm = finalNorm();
        }
        return new DecoderLayout(tensors, places, finalNorm, head, headRows);
    }

    private int finalNorm() {
        return norm("model.norm.weight", config.hidden(), 0);
    }

    private void block(String prefix, FeedForward feedForward) {
        boolean both = config.style().normsAfterToo();
        put(Role.ATTENTION_NORM, norm(prefix + "input_layernorm.weight", config.hidden(), 0));
        attention(prefix + "self_attn.");
        String after = prefix + "post_attention_layernorm.weight";
        if (both) {
            put(Role.AFTER_ATTENTION_NORM, norm(after, config.hidden(), 0));
        }
        String before = both ? prefix + "pre_feedforward_layernorm.weight" : after;
        put(Role.FEED_FORWARD_NORM, norm(before, config.hidden(), 0));
        switch (feedForward) {
            case FeedForward.Gated gated -> gated(prefix + "mlp.", gated.intermediate());
            case FeedForward.Mixture mixture -> mixture(prefix, mixture);
        }
        if (both) {
            String last = prefix + "post_feedforward_layernorm.weight";
            put(Role.AFTER_FEED_FORWARD_NORM, norm(last, config.hidden(), 0));
        }
    }

    private void attention(String prefix) {
        AttentionStyle style = config.style().attention();
        long hidden = config.hidden();
        long heads = config.heads();
        long groups = config.keyValueHeads();
        long size = config.headSize();
        put(
                Role.QKV,
                matrix(
                        matrices,
                        List.of(
                                rotary(prefix + "q_proj.weight", heads, hidden),
                                rotary(prefix + "k_proj.weight", groups, hidden),
                                part(prefix + "v_proj.weight", groups * size, hidden))));
        if (style.inputBias()) {
            put(
                    Role.QKV_BIAS,
                    add(
                            Kind.WEIGHT,
                            List.of(
                                    rotary(prefix + "q_proj.bias", heads, 0),
                                    rotary(prefix + "k_proj.bias", groups, 0),
                                    part(prefix + "v_proj.bias", groups * size, 0)),
                            0,
                            false));
        }
        if (style.headNorms()) {
            // of one head, whose components are in the rotation's order
            put(Role.QUERY_NORM, norm(prefix + "q_norm.weight", size, 1));
            put(Role.KEY_NORM, norm(prefix + "k_norm.weight", size, 1));
        }
        put(
                Role.OUT,
                matrix(matrices, List.of(part(prefix + "o_proj.weight", hidden, heads * size))));
        if (style.outputBias()) {
            put(
                    Role.OUT_BIAS,
                    add(Kind.WEIGHT, List.of(part(prefix + "o_proj.bias", hidden, 0)), 0, false));
        }
    }

    private void gated(String prefix, long intermediate) {
        long hidden = config.hidden();
        put(
                Role.GATE_UP,
                matrix(
                        matrices,
                        List.of(
                                part(prefix + "gate_proj.weight", intermediate, hidden),
                                part(prefix + "up_proj.weight", intermediate, hidden))));
        Part down = part(prefix + "down_proj.weight", hidden, intermediate);
        put(Role.DOWN, matrix(matrices, List.of(down)));
    }

    private void mixture(String block, FeedForward.Mixture mixture) {
        boolean mixtral = config.architecture().equals(MIXTRAL);
        String prefix = block + (mixtral ? "block_sparse_moe." : "mlp.");
        long hidden = config.hidden();
        long intermediate = mixture.intermediate();
        List<Part> gateUp = new ArrayList<>();
        List<Part> down = new ArrayList<>();
        for (int expert = 0; expert < mixture.experts(); expert++) {
            String name = prefix + "experts." + expert + ".";
            String gate = mixtral ? "w1.weight" : "gate_proj.weight";
            String up = mixtral ? "w3.weight" : "up_proj.weight";
            gateUp.add(part(name + gate, intermediate, hidden));
            gateUp.add(part(name + up, intermediate, hidden));
            String back = mixtral ? "w2.weight" : "down_proj.weight";
            down.add(part(name + back, hidden, intermediate));
        }
        Part router = part(prefix + "gate.weight", mixture.experts(), hidden);
        put(Role.ROUTER, matrix(Kind.EXACT, List.of(router)));
        put(Role.GATE_UP, matrix(matrices, gateUp));
        put(Role.DOWN, matrix(matrices, down));
    }

    private int norm(String name, long size, long rotaryHeads) {
        double added = config.style().normsAroundOne() ? 1 : 0;
        return add(Kind.EXACT, List.of(new Part(name, size, 0, rotaryHeads, added)), 0, false);
    }

    private Part rotary(String name, long heads, long columns) {
        return new Part(name, heads * config.headSize(), columns, heads, 0);
    }

    private static Part part(String name, long rows, long columns) {
        return new Part(name, rows, columns, 0, 0);
    }

    /** The products in int4 take whole groups of columns and whole tiles of rows. */
    private static void requireGroups(List<Part> parts) {
        long rows = parts.stream().mapToLong(Part::rows).sum();
        long columns = parts.getFirst().columns();
        if (columns % GROUP != 0 || rows % TILE != 0) {
            throw new ModelFormatException(
                    ("int4 keeps matrices whose rows are a multiple of %d and whose number of rows is"
                                    + " one of %d; %s with what is stacked on it has %d rows of %d."
                                    + " Use int8 or bf16.")
                            .formatted(GROUP, TILE, parts.getFirst().name(), rows, columns));
        }
    }

    private int matrix(Kind kind, List<Part> parts) {
        if (kind == Kind.GROUPED) {
            requireGroups(parts);
        }

        return add(kind, parts, parts.getFirst().columns(), packed);
    }

    private int add(Kind kind, List<Part> parts, long columns, boolean packed) {
        tensors.add(new Fused(parts, columns, kind, packed));
        int place = next;
        next += kind.tensors();
        return place;
    }

    private void put(Role role, int place) {
        places.getLast().put(role, place);
    }
}
