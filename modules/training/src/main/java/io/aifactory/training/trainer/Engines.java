package io.aifactory.training.trainer;

import io.aifactory.languagemodel.LanguageModels;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.tokenization.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;

/** What the trainer needs from the libraries beneath it. */
interface Engines {
    LanguageModels models();

    /** Reads a {@code tokenizer.json}. */
    Tokenizer tokenizer(Path tokenizerJson) throws IOException;

    /** Writes {@code config.json} and {@code generation_config.json} into an existing folder. */
    void writeConfig(ModelConfig config, Path folder) throws IOException;
}
