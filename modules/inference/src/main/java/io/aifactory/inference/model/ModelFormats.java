package io.aifactory.inference.model;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.tokenization.Tokenizer;

/** Port: reads the small files of a model in Hugging Face layout. */
public interface ModelFormats {
    /**
     * @param json content of {@code config.json}
     * @throws io.aifactory.languagemodel.ModelFormatException if this factory cannot run it
     */
    ModelConfig config(byte[] json);

    /**
     * @param json content of {@code tokenizer.json}
     * @throws RuntimeException if it is damaged; the message says where
     */
    Tokenizer tokenizer(byte[] json);
}
