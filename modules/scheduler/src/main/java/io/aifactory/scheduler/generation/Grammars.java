package io.aifactory.scheduler.generation;

import io.aifactory.contracts.worker.v1.Choice;
import io.aifactory.contracts.worker.v1.Grammar;
import io.aifactory.contracts.worker.v1.JsonObject;

/** Grammars as workers are told of them. */
final class Grammars {
    private Grammars() {}

    static Grammar message(io.aifactory.tokenization.grammar.Grammar grammar) {
        Grammar.Builder message = Grammar.newBuilder();
        switch (grammar) {
            case io.aifactory.tokenization.grammar.Grammar.JsonSchema schema ->
                    message.setJsonSchema(schema.schema());
            case io.aifactory.tokenization.grammar.Grammar.Regex regex ->
                    message.setRegex(regex.pattern());
            case io.aifactory.tokenization.grammar.Grammar.Choice choice ->
                    message.setChoice(Choice.newBuilder().addAllAlternatives(choice.texts()));
            case io.aifactory.tokenization.grammar.Grammar.JsonObject _ ->
                    message.setJsonObject(JsonObject.getDefaultInstance());
        }
        return message.build();
    }
}
