package io.aifactory.inference.model;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.nio.charset.StandardCharsets;

/** The formats of Hugging Face's transformers and tokenizers. */
public final class HuggingFaceFormats implements ModelFormats {
    @Override
    public ModelConfig config(byte[] json) {
        return ModelConfigFile.parse(new String(json, StandardCharsets.UTF_8));
    }

    @Override
    public Tokenizer tokenizer(byte[] json) {
        return TokenizerJson.read(json);
    }
}
