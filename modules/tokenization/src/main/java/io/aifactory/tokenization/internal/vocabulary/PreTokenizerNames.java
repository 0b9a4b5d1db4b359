package io.aifactory.tokenization.internal.vocabulary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.internal.json.Descriptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How byte-level vocabularies split text, by the names of llama.cpp ({@code tokenizer.ggml.pre}).
 * Patterns are those of the models' own {@code tokenizer.json}, of which llama.cpp's are
 * adaptations; where a family has none of its own, llama.cpp's.
 */
enum PreTokenizerNames {
    GPT2,
    LLAMA3,
    QWEN2,
    /** Single digits, then GPT-2's words: SmolLM, StarCoder, Command R. */
    SMOLLM,
    TEKKEN,
    GPT4O,
    DEEPSEEK_LLM,
    DEEPSEEK_CODER,
    DEEPSEEK_V3,
    FALCON,
    DEFAULT;

    static Optional<PreTokenizerNames> of(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "default" -> DEFAULT;
                    case "gpt-2",
                            "phi-2",
                            "mpt",
                            "olmo",
                            "jina-es",
                            "jina-de",
                            "jina-v2-es",
                            "jina-v2-de",
                            "jina-v2-code",
                            "roberta-bpe" ->
                            GPT2;
                    case "llama-bpe", "llama3", "llama-v3", "falcon3", "smaug-bpe", "dbrx" ->
                            LLAMA3;
                    case "qwen2", "deepseek-r1-qwen", "megrez", "stablelm2" -> QWEN2;
                    case "smollm",
                            "starcoder",
                            "refact",
                            "command-r",
                            "codeshell",
                            "exaone",
                            "minerva-7b" ->
                            SMOLLM;
                    case "tekken" -> TEKKEN;
                    case "gpt-4o" -> GPT4O;
                    case "deepseek-llm" -> DEEPSEEK_LLM;
                    case "deepseek-coder" -> DEEPSEEK_CODER;
                    case "deepseek-v3" -> DEEPSEEK_V3;
                    case "falcon" -> FALCON;
                    default -> null;
                });
    }

    /** Whether a word that is a token as a whole is not made of merges. */
    boolean ignoresMerges() {
        return this == LLAMA3 || this == TEKKEN;
    }

    /** Whether the model's own tokenizer composes text first (NFC). */
    boolean composes() {
        return this == QWEN2;
    }

    List<ObjectNode> stages() {
        boolean gpt2Words = this == GPT2 || this == SMOLLM;
        return Stream.concat(
                        patterns().map(Descriptions::splitIsolated),
                        Stream.of(Descriptions.byteLevel(gpt2Words)))
                .toList();
    }

    private Stream<String> patterns() {
        return switch (this) {
            case GPT2 -> Stream.of();
            case LLAMA3 -> Stream.of(Words.LLAMA3);
            case QWEN2 -> Stream.of(Words.QWEN2);
            case SMOLLM -> Stream.of("\\p{N}");
            case TEKKEN -> Stream.of(Words.TEKKEN);
            case GPT4O -> Stream.of(Words.GPT4O);
            case DEEPSEEK_LLM ->
                    Stream.of(
                            "[\r\n]",
                            "\\s?" + Words.ALPHABETIC,
                            "\\s?[!-/:-~！-／：-～‘-‟　-。]+",
                            "\\s+$",
                            Words.IDEOGRAPHIC,
                            "\\p{N}+");
            case DEEPSEEK_CODER ->
                    Stream.of("[\r\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", Words.IDEOGRAPHIC, "\\p{N}");
            case DEEPSEEK_V3 -> Stream.of("\\p{N}{1,3}", "[一-龥\u3040-ゟ゠-ヿ]+", Words.DEEPSEEK_V3);
            case FALCON -> Stream.of("[\\p{P}\\$\\+<=>\\^~\\|`]+", Words.GPT2, "[0-9][0-9][0-9]");
            case DEFAULT ->
                    Stream.of(
                            "[\\p{P}\\$\\+<=>\\^~\\|]+", Words.GPT2, "\\p{N}+", "[0-9][0-9][0-9]");
        };
    }
}
