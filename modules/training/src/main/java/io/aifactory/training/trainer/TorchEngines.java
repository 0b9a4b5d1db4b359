package io.aifactory.training.trainer;

import io.aifactory.languagemodel.LanguageModels;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import io.aifactory.training.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The engines on libtorch. */
final class TorchEngines implements Engines {
    private static final float TEMPERATURE = 0.7f;
    private static final float TOP_P = 0.95f;

    private final LanguageModels models = new TorchLanguageModels();

    @Override
    public LanguageModels models() {
        return models;
    }

    @Override
    public Tokenizer tokenizer(Path tokenizerJson) throws IOException {
        return TokenizerJson.read(tokenizerJson);
    }

    @Override
    public void writeConfig(ModelConfig config, Path folder) throws IOException {
        Files.writeString(folder.resolve(ModelConfigFile.NAME), ModelConfigFile.write(config));
        Files.write(
                folder.resolve("generation_config.json"),
                ProtocolJson.canonicalBytes(generationConfig(config)));
    }

    /** What Hugging Face's {@code generate} does by default with a small base model. */
    private static Map<String, Object> generationConfig(ModelConfig config) {
        Map<String, Object> generation = new TreeMap<>();
        generation.put("do_sample", true);
        generation.put("temperature", TEMPERATURE);
        generation.put("top_p", TOP_P);
        if (config.eosTokens().size() == 1) {
            generation.put("eos_token_id", config.eosTokens().getFirst());
        } else {
            generation.put("eos_token_id", config.eosTokens());
        }
        return generation;
    }
}
