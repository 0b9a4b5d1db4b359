package io.aifactory.languagemodel.llama2c;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.importing.RotaryRows;
import io.aifactory.languagemodel.importing.SourceModel;
import io.aifactory.languagemodel.importing.SourceTensor;
import io.aifactory.languagemodel.importing.StoredType;
import io.aifactory.languagemodel.weights.MappedFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A llama2.c model file, mapped for reading. Its matrices follow each other without names, kind by
 * kind and within a kind layer by layer.
 */
public final class Llama2cFile implements AutoCloseable {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Arena arena;
    private final MemorySegment whole;
    private final Llama2cHeader header;
    private final List<SourceTensor> tensors = new ArrayList<>();
    private final String name;
    private long position = Llama2cHeader.BYTES;

    private Llama2cFile(Arena arena, MemorySegment whole, String name) {
        this.arena = arena;
        this.whole = whole;
        this.name = name;
        this.header = Llama2cHeader.parse(name, whole);
        layOut();
        if (position != whole.byteSize()) {
            throw new ModelFormatException(
                    "%s has %d bytes behind its last tensor"
                            .formatted(name, whole.byteSize() - position));
        }
    }

    /**
     * @throws ModelFormatException if the header is not valid, or the file is not exactly as long
     *     as it says
     */
    public static Llama2cFile open(Path file) throws IOException {
        return MappedFile.open(file, Llama2cFile::new);
    }

    /** The model in Hugging Face's layout; readable until the file is closed. */
    public SourceModel model(StoredType stored) {
        return new SourceModel(config(stored), stored, tensors);
    }

    /** The order of {@code memory_map_weights} in run.c. */
    private void layOut() {
        long hidden = header.hidden();
        long wide = header.intermediate();
        long keys = header.keyValueWidth();
        long head = header.headSize();
        add("model.embed_tokens.weight", 0, header.vocabulary(), hidden);
        layers("input_layernorm", 0, hidden);
        layers("self_attn.q_proj", head, hidden, hidden);
        layers("self_attn.k_proj", head, keys, hidden);
        layers("self_attn.v_proj", 0, keys, hidden);
        layers("self_attn.o_proj", 0, hidden, hidden);
        layers("post_attention_layernorm", 0, hidden);
        layers("mlp.gate_proj", 0, wide, hidden);
        layers("mlp.down_proj", 0, hidden, wide);
        layers("mlp.up_proj", 0, wide, hidden);
        add("model.norm.weight", 0, hidden);
        // cosine and sine by position, which follow from the configuration
        take("freq_cis", 2 * header.contextTokens() * (head / 2));
        if (!header.tied()) {
            add("lm_head.weight", 0, header.vocabulary(), hidden);
        }
    }

    private void layers(String kind, long headSize, Long... shape) {
        for (int layer = 0; layer < header.layers(); layer++) {
            add("model.layers." + layer + "." + kind + ".weight", headSize, shape);
        }
    }

    private void add(String target, long headSize, Long... shape) {
        List<Long> dimensions = List.of(shape);
        long columns = dimensions.getLast();
        long rows = dimensions.size() == 1 ? 1 : dimensions.getFirst();
        long start = take(target, rows * columns);
        tensors.add(
                new SourceTensor(
                        target,
                        dimensions,
                        (row, into) -> {
                            long source = headSize == 0 ? row : RotaryRows.paired(row, headSize);
                            long at = start + source * columns * Float.BYTES;
                            MemorySegment.copy(whole, FLOAT, at, into, 0, into.length);
                        }));
    }

    private long take(String what, long values) {
        long start = position;
        if (values > (whole.byteSize() - start) / Float.BYTES) {
            throw new ModelFormatException(name + " ends inside tensor " + what);
        }
        position += values * Float.BYTES;
        return start;
    }

    /** Sequences begin with token 1, which run.c also takes for the end; 2 is the usual end. */
    private String config(StoredType stored) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putArray("architectures").add("LlamaForCausalLM");
        root.put("model_type", "llama");
        root.put("vocab_size", header.vocabulary());
        root.put("hidden_size", header.hidden());
        root.put("intermediate_size", header.intermediate());
        root.put("num_hidden_layers", header.layers());
        root.put("num_attention_heads", header.heads());
        root.put("num_key_value_heads", header.keyValueHeads());
        root.put("head_dim", header.headSize());
        root.put("max_position_embeddings", header.contextTokens());
        root.put("rms_norm_eps", 1e-5);
        root.put("rope_theta", 10_000.0);
        root.putNull("rope_scaling");
        root.put("hidden_act", "silu");
        root.put("attention_bias", false);
        root.put("mlp_bias", false);
        root.put("tie_word_embeddings", header.tied());
        root.put("bos_token_id", 1);
        root.putArray("eos_token_id").add(1).add(2);
        root.put("torch_dtype", stored.torchName());
        return root.toPrettyString() + "\n";
    }

    @Override
    public void close() {
        arena.close();
    }
}
