package io.aifactory.languagemodel.gguf;

import io.aifactory.languagemodel.ModelFormatException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Architectures that can be imported, with what distinguishes them in the file. */
enum GgufFamily {
    LLAMA("llama", "LlamaForCausalLM", "llama", true, false, false),
    QWEN2("qwen2", "Qwen2ForCausalLM", "qwen2", false, false, false),
    QWEN3("qwen3", "Qwen3ForCausalLM", "qwen3", false, true, false),
    QWEN3_MOE("qwen3moe", "Qwen3MoeForCausalLM", "qwen3_moe", false, true, false),
    GEMMA2("gemma2", "Gemma2ForCausalLM", "gemma2", false, false, true),
    GEMMA3("gemma3", "Gemma3ForCausalLM", "gemma3_text", false, true, true),
    SMOLLM3("smollm3", "SmolLM3ForCausalLM", "smollm3", true, false, false);

    private final String key;
    private final String architecture;
    private final String modelType;
    private final boolean pairedRotary;
    private final boolean queryKeyNorm;
    private final boolean gemma;

    GgufFamily(
            String key,
            String architecture,
            String modelType,
            boolean pairedRotary,
            boolean queryKeyNorm,
            boolean gemma) {
        this.key = key;
        this.architecture = architecture;
        this.modelType = modelType;
        this.pairedRotary = pairedRotary;
        this.queryKeyNorm = queryKeyNorm;
        this.gemma = gemma;
    }

    /** Value of {@code general.architecture} and prefix of the other keys. */
    String key() {
        return key;
    }

    /** Class in Hugging Face's transformers. */
    String architecture() {
        return architecture;
    }

    String modelType() {
        return modelType;
    }

    /** Whether rows of queries and keys stand in rotary pairs. */
    boolean pairedRotary() {
        return pairedRotary;
    }

    /** Whether queries and keys have a norm of their own. */
    boolean queryKeyNorm() {
        return queryKeyNorm;
    }

    /** Four norms per layer, stored plus one; GELU; scaled embeddings. */
    boolean gemma() {
        return gemma;
    }

    static GgufFamily of(GgufFile file) {
        String name = file.metadata().text("general.architecture").orElse("(none)");
        return Arrays.stream(values())
                .filter(family -> family.key.equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ModelFormatException(
                                "%s has the architecture %s; supported: %s"
                                        .formatted(
                                                file.name(),
                                                name,
                                                Arrays.stream(values())
                                                        .map(GgufFamily::key)
                                                        .collect(Collectors.joining(", ")))));
    }
}
