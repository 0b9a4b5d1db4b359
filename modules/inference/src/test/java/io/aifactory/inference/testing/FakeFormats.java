package io.aifactory.inference.testing;

import io.aifactory.inference.model.ModelFormats;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.tokenization.Tokenizer;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** Takes {@code context <n>} for a configuration and anything but {@code damaged} otherwise. */
@Singleton
@Alternative
@Priority(1)
public class FakeFormats implements ModelFormats {
    @Override
    public ModelConfig config(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        if (!text.startsWith("context ")) {
            throw new ModelFormatException("config.json is not valid");
        }
        return FakeEngine.config(Integer.parseInt(text.substring("context ".length())));
    }

    @Override
    public Tokenizer tokenizer(byte[] json) {
        if (new String(json, StandardCharsets.UTF_8).equals("damaged")) {
            throw new IllegalArgumentException("tokenizer.json: model is missing");
        }
        return new ByteTokenizer();
    }
}
