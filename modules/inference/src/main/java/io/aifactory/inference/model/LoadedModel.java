package io.aifactory.inference.model;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.tokenization.grammar.GrammarCache;
import io.aifactory.tokenization.grammar.GrammarLimits;
import io.aifactory.tokenization.grammar.GrammarVocabulary;
import io.aifactory.tokenization.grammar.TokenBytes;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model on the device, ready to generate. Compared by identity: loading the same version again
 * gives another one.
 */
public final class LoadedModel {
    private final PreparedModel prepared;
    private final long parameters;
    private final int slots;
    private final int slotTokens;
    private final OperatingPoint point;
    private final GrammarCache grammars;

    /**
     * @param parameters number of model parameters
     * @param slots sequences that run at once
     * @param slotTokens prompt plus generated tokens of one sequence
     */
    public LoadedModel(PreparedModel prepared, long parameters, int slots, int slotTokens) {
        this(prepared, parameters, slots, slotTokens, OperatingPoint.CONFIGURED);
    }

    /**
     * @param parameters number of model parameters
     * @param slots sequences that run at once
     * @param slotTokens prompt plus generated tokens of one sequence
     * @param point at which it runs
     */
    public LoadedModel(
            PreparedModel prepared,
            long parameters,
            int slots,
            int slotTokens,
            OperatingPoint point) {
        this.prepared = prepared;
        this.parameters = parameters;
        this.slots = slots;
        this.slotTokens = slotTokens;
        this.point = point;
        this.grammars =
                new GrammarCache(
                        () -> vocabulary(prepared),
                        GrammarLimits.DEFAULT.withCacheBytes(Limits.GRAMMAR_MASK_BYTES),
                        Limits.GRAMMAR_CACHE_BYTES);
    }

    private static GrammarVocabulary vocabulary(PreparedModel model) {
        int ids = model.task().vocabulary();
        Set<Integer> ends =
                model.task().eosTokens().stream()
                        .filter(token -> token < ids)
                        .collect(Collectors.toSet());
        if (ends.isEmpty()) {
            throw new FactoryException(
                    ErrorCode.UNSUPPORTED,
                    "The model has no end-of-sequence token, so its answers cannot be held to a"
                            + " grammar.");
        }
        return new GrammarVocabulary(TokenBytes.of(model.tokenizer(), ids), ends);
    }

    /** Grammars over its vocabulary, which is prepared when the first one is asked for. */
    public GrammarCache grammars() {
        return grammars;
    }

    public PreparedModel prepared() {
        return prepared;
    }

    public String name() {
        return prepared.name();
    }

    public long parameters() {
        return parameters;
    }

    public int slots() {
        return slots;
    }

    public int slotTokens() {
        return slotTokens;
    }

    /** At which it runs. */
    public OperatingPoint point() {
        return point;
    }
}
