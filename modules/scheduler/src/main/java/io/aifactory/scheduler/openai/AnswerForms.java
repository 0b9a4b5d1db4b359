package io.aifactory.scheduler.openai;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.tokenization.grammar.Grammar;
import io.aifactory.tokenization.grammar.GrammarCache;
import io.aifactory.tokenization.grammar.GrammarLimits;
import io.aifactory.tokenization.grammar.GrammarVocabulary;
import io.aifactory.tokenization.grammar.InvalidGrammarException;
import java.util.Optional;

/**
 * Finds out whether the forms of answers can be kept to before a worker hears of them. They are
 * compiled over single bytes: which grammars are sound and within limits does not depend on a
 * model's vocabulary, unless that lacks some bytes. Thread-safe.
 */
final class AnswerForms {
    private final GrammarCache grammars =
            new GrammarCache(
                    GrammarVocabulary::ofBytes, GrammarLimits.DEFAULT, Limits.GRAMMAR_CACHE_BYTES);

    /**
     * The grammar of a request, sound; empty for any text.
     *
     * @throws FactoryException INVALID_REQUEST or UNSUPPORTED, naming the parameter, in the
     *     compiler's words where it refuses
     */
    Optional<Grammar> read(JsonFields fields) {
        Optional<AnswerForm> form = AnswerForm.read(fields);
        form.ifPresent(this::check);
        return form.map(AnswerForm::grammar);
    }

    private void check(AnswerForm form) {
        try {
            grammars.compiled(form.grammar());
        } catch (InvalidGrammarException e) {
            throw new FactoryException(
                            ErrorCode.INVALID_REQUEST,
                            "'%s' is not usable: %s".formatted(form.parameter(), e.getMessage()),
                            e)
                    .withParameter(form.parameter());
        }
    }
}
