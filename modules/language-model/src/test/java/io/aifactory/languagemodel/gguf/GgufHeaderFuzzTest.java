package io.aifactory.languagemodel.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.Mutations;
import io.aifactory.languagemodel.importing.SourceModel;
import io.aifactory.languagemodel.importing.SourceTensor;
import io.aifactory.languagemodel.importing.StoredType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the header is: a typed error, or tensors that lie in the file, and little memory. */
class GgufHeaderFuzzTest {
    private static final long BOUND = 16L << 20;

    @Test
    void threeThousandMutatedHeadersAreRefusedOrRead() {
        fuzz(3000, 1);
    }

    @Test
    @Tag("fuzz")
    void aHundredThousandMutatedHeadersAreRefusedOrRead() {
        fuzz(100_000, 2);
    }

    @Test
    void twoThousandMutatedModelsAreRefusedOrUnderstood() {
        fuzzModels(2000, 3);
    }

    @Test
    @Tag("fuzz")
    void aHundredThousandMutatedModelsAreRefusedOrUnderstood() {
        fuzzModels(100_000, 4);
    }

    private static void fuzz(int count, long seed) {
        fuzz("headers", count, seed, valid(), GgufHeaderFuzzTest::parse);
    }

    /** Beyond the header: configuration, tensors and tokenizer of a whole model. */
    private static void fuzzModels(int count, long seed) {
        HuggingFaceModel weights =
                new HuggingFaceModel()
                        .layers(
                                2,
                                "input_layernorm.weight",
                                "self_attn.q_proj.weight",
                                "self_attn.k_proj.weight",
                                "self_attn.v_proj.weight",
                                "self_attn.o_proj.weight",
                                "post_attention_layernorm.weight",
                                "mlp.gate_proj.weight",
                                "mlp.up_proj.weight",
                                "mlp.down_proj.weight");
        GgufBytes file =
                TinyMetadata.of("llama")
                        .with("llama.expert_count", 0)
                        .with("llama.rope.scaling.type", "none")
                        .with("tokenizer.ggml.model", "llama")
                        .with("tokenizer.ggml.tokens", List.of("a", "b", "c", "d"))
                        .with("tokenizer.ggml.scores", List.of(0f, 1f, 2f, 3f))
                        .with("tokenizer.ggml.token_type", List.of(1, 2, 3, 6));
        byte[] valid = weights.to(file, true, false).bytes();

        fuzz("models", count, seed, valid, GgufHeaderFuzzTest::model);
    }

    private static void fuzz(
            String what, int count, long seed, byte[] valid, Consumer<MemorySegment> parser) {
        int header = (int) GgufHeader.parse("valid", MemorySegment.ofArray(valid)).dataStart();
        Mutations mutations = new Mutations(seed);

        mutations.run(count, valid, header, parser);

        System.out.printf(
                "GGUF: %d mutated %s, %d refused, at most %d bytes allocated by one%n",
                count, what, mutations.refused(), mutations.most());
        assertTrue(mutations.refused() > count / 10, "mutations hurt");
        assertTrue(mutations.refused() < count, "some are harmless");
        assertTrue(mutations.most() < BOUND, mutations.most() + " bytes allocated");
    }

    private static void model(MemorySegment bytes) {
        try (Arena arena = Arena.ofConfined()) {
            GgufFile file = GgufFile.of(arena, bytes, "fuzzed");
            SourceModel model = GgufImport.model(file, StoredType.F32);
            GgufTokenizer.of(file);
            for (SourceTensor tensor : model.tensors()) {
                float[] row = new float[tensor.shape().getLast().intValue()];
                tensor.rows().read(0, row);
            }
        }
    }

    private static void parse(MemorySegment file) {
        GgufHeader header = GgufHeader.parse("fuzzed", file);
        long reached = 0;
        for (GgufTensor tensor : header.tensors().values()) {
            assertTrue(header.dataStart() + tensor.offset() + tensor.bytes() <= file.byteSize());
            long values = tensor.shape().stream().reduce(1L, Math::multiplyExact);
            BlockFormat format = tensor.format();
            assertEquals(values / format.blockValues() * format.blockBytes(), tensor.bytes());
            reached = Math.addExact(reached, tensor.bytes());
        }
        assertTrue(reached <= file.byteSize());
    }

    /** With every kind of value, and a vocabulary. */
    private static byte[] valid() {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            tokens.add("token" + i);
        }
        GgufBytes bytes =
                new GgufBytes()
                        .with("general.architecture", "llama")
                        .with("general.alignment", 32)
                        .with("llama.block_count", 2)
                        .with("llama.rope.freq_base", 10_000f)
                        .with("some.long", 5L)
                        .with("some.double", 0.5)
                        .with("some.flag", true)
                        .with("some.byte", (byte) 1)
                        .with("some.nested", List.of(List.of("a", "b"), List.of("c")))
                        .with("tokenizer.ggml.tokens", tokens)
                        .with("tokenizer.ggml.token_type", List.of(1, 2, 3));
        for (BlockFormat format : BlockFormat.values()) {
            byte[] content = new byte[2 * format.blockBytes()];
            List<Long> shape = List.of(2L, (long) format.blockValues());
            bytes.tensor("blk." + format + ".weight", shape, format.number(), bytes.end(), content);
        }
        return bytes.bytes();
    }
}
