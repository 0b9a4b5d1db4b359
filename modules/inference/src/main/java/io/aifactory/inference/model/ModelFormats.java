package io.aifactory.inference.model;

import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.tokenization.Tokenizer;
import java.io.IOException;

/** Port: reads the small files of a model in Hugging Face layout. */
public interface ModelFormats {
    /**
     * What the model can be asked for.
     *
     * @param config content of {@code config.json}
     * @param files all of them, for what some models say elsewhere
     * @throws io.aifactory.languagemodel.ModelFormatException if this factory cannot run it
     */
    ModelTask task(byte[] config, ModelFiles files) throws IOException;

    /**
     * @param json content of {@code tokenizer.json}
     * @throws RuntimeException if it is damaged; the message says where
     */
    Tokenizer tokenizer(byte[] json);
}
