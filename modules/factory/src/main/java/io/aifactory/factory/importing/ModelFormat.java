package io.aifactory.factory.importing;

/** In which form a model comes. */
public enum ModelFormat {
    /** {@code config.json}, {@code *.safetensors} and a tokenizer. */
    HUGGING_FACE,
    /** One {@code .gguf} file of llama.cpp with everything in it. */
    GGUF,
    /** {@code model.bin} and {@code tokenizer.bin} of llama2.c. */
    LLAMA2C
}
