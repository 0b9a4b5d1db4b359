package io.aifactory.inference.testing;

import io.aifactory.inference.model.ModelFormats;
import io.aifactory.inference.model.ModelTask;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.adapter.AdapterFiles;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.tokenization.Tokenizer;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes {@code context <n>} or {@code embeds <n>} for a configuration and anything but {@code
 * damaged} otherwise.
 */
@Singleton
@Alternative
@Priority(1)
public class FakeFormats implements ModelFormats {
    @Override
    public ModelTask task(byte[] config, ModelFiles files) {
        String text = new String(config, StandardCharsets.UTF_8);
        if (text.startsWith("context ")) {
            int context = Integer.parseInt(text.substring("context ".length()));
            return new ModelTask.Generates(FakeEngine.config(context));
        }
        if (text.startsWith("embeds ")) {
            int tokens = Integer.parseInt(text.substring("embeds ".length()));
            return new ModelTask.Embeds(FakeEmbedder.config(tokens));
        }
        throw new ModelFormatException("config.json is not valid");
    }

    @Override
    public Tokenizer tokenizer(byte[] json) {
        if (new String(json, StandardCharsets.UTF_8).equals("damaged")) {
            throw new IllegalArgumentException("tokenizer.json: model is missing");
        }
        return new ByteTokenizer();
    }

    @Override
    public AdapterRoom adapters(ModelConfig base, List<AdapterFiles> adapters) {
        for (AdapterFiles adapter : adapters) {
            if (adapter.files().find("adapter_config.json").isEmpty()) {
                throw new ModelFormatException(
                        "adapter '%s': has no adapter_config.json".formatted(adapter.name()));
            }
        }
        return new AdapterRoom(adapters.size(), List.of());
    }
}
