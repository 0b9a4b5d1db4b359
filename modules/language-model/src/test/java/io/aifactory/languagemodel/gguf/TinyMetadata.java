package io.aifactory.languagemodel.gguf;

/** The keys that go with {@link HuggingFaceModel}. */
final class TinyMetadata {
    private TinyMetadata() {}

    static GgufBytes of(String architecture) {
        return new GgufBytes()
                .with("general.architecture", architecture)
                .with(architecture + ".context_length", 64)
                .with(architecture + ".embedding_length", HuggingFaceModel.HIDDEN)
                .with(architecture + ".block_count", 2)
                .with(architecture + ".feed_forward_length", HuggingFaceModel.WIDE)
                .with(architecture + ".attention.head_count", HuggingFaceModel.HEADS)
                .with(architecture + ".attention.head_count_kv", HuggingFaceModel.KEY_VALUE_HEADS)
                .with(architecture + ".attention.key_length", HuggingFaceModel.HEAD_SIZE)
                .with(architecture + ".attention.value_length", HuggingFaceModel.HEAD_SIZE)
                .with(architecture + ".attention.layer_norm_rms_epsilon", 1e-5f)
                .with(architecture + ".rope.freq_base", 10_000f)
                .with("tokenizer.ggml.bos_token_id", 1)
                .with("tokenizer.ggml.eos_token_id", 2);
    }
}
