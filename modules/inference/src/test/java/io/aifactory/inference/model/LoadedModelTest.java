package io.aifactory.inference.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.tokenization.grammar.Grammar;
import io.aifactory.tokenization.grammar.TokenGrammar;
import io.aifactory.tokenization.template.ChatTemplateSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadedModelTest {
    @Test
    void grammarsAreOverAllIdsOfTheModelAndItsEndTokens() {
        TokenGrammar grammar =
                model(320, List.of(ByteTokenizer.END, 999))
                        .grammars()
                        .compiled(new Grammar.JsonObject());

        assertEquals(320, grammar.vocabularySize());
        assertEquals(List.of(ByteTokenizer.END), List.of(grammar.endTokens()[0]));
        assertEquals(1, grammar.endTokens().length);
    }

    @Test
    void aModelWithoutAnEndTokenSaysThatItTakesNone() {
        LoadedModel endless = model(257, List.of());

        FactoryException error =
                assertThrows(
                        FactoryException.class,
                        () -> endless.grammars().compiled(new Grammar.JsonObject()));
        assertEquals(ErrorCode.UNSUPPORTED, error.code());
        assertEquals(
                "The model has no end-of-sequence token, so its answers cannot be held to a"
                        + " grammar.",
                error.message());
    }

    private static LoadedModel model(int ids, List<Integer> ends) {
        ModelConfig config =
                new ModelConfig(
                        "LlamaForCausalLM",
                        ids,
                        8,
                        16,
                        2,
                        2,
                        1,
                        4,
                        64,
                        1e-5,
                        10_000,
                        true,
                        -1,
                        ends);
        return new LoadedModel(
                new PreparedModel(
                        "letters",
                        Digest.of(new byte[0]),
                        ModelFiles.of(Map.of()),
                        new ModelTask.Generates(config),
                        new ByteTokenizer(),
                        new byte[0],
                        ChatTemplateSource.none()),
                1,
                1,
                64);
    }
}
