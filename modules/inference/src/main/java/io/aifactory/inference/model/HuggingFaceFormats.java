package io.aifactory.inference.model;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.adapter.AdapterFiles;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.languagemodel.adapter.Adapters;
import io.aifactory.languagemodel.embedding.EmbedderFiles;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The formats of Hugging Face's transformers and tokenizers. */
public final class HuggingFaceFormats implements ModelFormats {
    @Override
    public ModelTask task(byte[] config, ModelFiles files) throws IOException {
        return EmbedderFiles.describeEmbedder(files)
                ? new ModelTask.Embeds(EmbedderFiles.read(files))
                : new ModelTask.Generates(
                        ModelConfigFile.parse(new String(config, StandardCharsets.UTF_8)));
    }

    @Override
    public Tokenizer tokenizer(byte[] json) {
        return TokenizerJson.read(json);
    }

    @Override
    public AdapterRoom adapters(ModelConfig base, List<AdapterFiles> adapters) {
        try (Adapters opened = Adapters.open(adapters, base)) {
            return opened.room(base);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
