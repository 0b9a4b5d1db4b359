package io.aifactory.inference.model;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.embedding.EmbedderConfig;
import java.util.List;

/** What a model can be asked for, and its shape for that. */
public sealed interface ModelTask {
    String architecture();

    /** Token ids are below it. */
    int vocabulary();

    /** Tokens that one sequence or one input may have. */
    int contextTokens();

    /** Any of these ends a sequence. */
    List<Integer> eosTokens();

    /** It continues a text. */
    record Generates(ModelConfig config) implements ModelTask {
        @Override
        public String architecture() {
            return config.architecture();
        }

        @Override
        public int vocabulary() {
            return config.vocabulary();
        }

        @Override
        public int contextTokens() {
            return config.contextTokens();
        }

        @Override
        public List<Integer> eosTokens() {
            return config.eosTokens();
        }
    }

    /** It turns a text into a vector. */
    record Embeds(EmbedderConfig config) implements ModelTask {
        @Override
        public String architecture() {
            return config.architecture();
        }

        @Override
        public int vocabulary() {
            return config.vocabulary();
        }

        @Override
        public int contextTokens() {
            return config.inputTokens();
        }

        @Override
        public List<Integer> eosTokens() {
            return List.of();
        }
    }
}
