package io.aifactory.inference.model;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.adapter.AdapterFiles;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.tokenization.Tokenizer;
import java.io.IOException;
import java.util.List;

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

    /**
     * Compares adapters with the model they are for.
     *
     * @return what they take on the device
     * @throws io.aifactory.languagemodel.ModelFormatException if one is not an adapter of this
     *     model
     */
    AdapterRoom adapters(ModelConfig base, List<AdapterFiles> adapters);
}
