package io.aifactory.tokenization.grammar;

import java.util.List;

/** What an answer must look like. Compiled by {@link GrammarCompiler}. */
public sealed interface Grammar {
    /**
     * The whole answer matches a regular expression: literals, classes, groups, alternation, {@code
     * ? * + {m,n}}, dot. Anchors are implied; back-references and look-around are refused.
     */
    record Regex(String pattern) implements Grammar {}

    /** The answer is one of these texts. */
    record Choice(List<String> texts) implements Grammar {
        public Choice {
            texts = List.copyOf(texts);
        }
    }

    /**
     * The answer is a JSON document that is valid under a schema (JSON Schema 2020-12, the part
     * that the module's README lists).
     *
     * @param schema JSON text
     */
    record JsonSchema(String schema) implements Grammar {}

    /** The answer is any JSON object. */
    record JsonObject() implements Grammar {}
}
