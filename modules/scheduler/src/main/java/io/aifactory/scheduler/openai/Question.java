package io.aifactory.scheduler.openai;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.generation.SequenceSpec;
import io.aifactory.scheduler.models.ServedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * A checked request, ready to be run.
 *
 * @param prompts token ids; none empty
 * @param usualMaxTokens bound where the request has none; empty = what the context holds
 * @param stop the request's own stop strings and the template's
 */
record Question(
        AnswerShape shape,
        GenerationOptions options,
        ServedModel model,
        List<int[]> prompts,
        OptionalInt usualMaxTokens,
        List<String> stop) {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /**
     * The sequences, choices of one prompt side by side.
     *
     * @param random seeds where the request has none
     * @throws FactoryException CONTEXT_LENGTH_EXCEEDED if one does not fit
     */
    List<SequenceSpec> sequences(String requestId, String tenant, RandomGenerator random) {
        List<SequenceSpec> sequences = new ArrayList<>();
        for (int[] prompt : prompts) {
            int maxTokens = maxTokens(prompt.length);
            requireMinTokens(maxTokens);
            long seed = options.seed().orElseGet(random::nextLong);
            for (int choice = 0; choice < options.choices(); choice++) {
                sequences.add(
                        new SequenceSpec(
                                requestId,
                                sequences.size(),
                                tenant,
                                model.base(),
                                model.adapter(),
                                model.manifestDigest(),
                                prompt,
                                maxTokens,
                                options.sampling(),
                                seedOf(choice, seed),
                                stop,
                                options.ignoreEos(),
                                options.grammar(),
                                options.priority()));
            }
        }
        return sequences;
    }

    /** The first choice has the request's own seed, so that asking for more does not change it. */
    static long seedOf(int choice, long seed) {
        if (choice == 0) {
            return seed;
        }
        long z = seed + choice * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private int maxTokens(int promptTokens) {
        int room = model.contextTokens() - promptTokens;
        if (room < 1) {
            throw overflow(promptTokens, "at least 1");
        }
        if (options.maxTokens().isPresent()) {
            int asked = options.maxTokens().getAsInt();
            if (asked > room) {
                throw overflow(promptTokens, "" + asked);
            }
            return asked;
        }
        return Math.min(room, usualMaxTokens.orElse(room));
    }

    private void requireMinTokens(int maxTokens) {
        int least = options.sampling().minTokens();
        if (least > maxTokens) {
            throw new FactoryException(
                            ErrorCode.INVALID_REQUEST,
                            "'min_tokens' is %d, but at most %d tokens are generated"
                                    .formatted(least, maxTokens))
                    .withParameter("min_tokens");
        }
    }

    private FactoryException overflow(int promptTokens, String generated) {
        return new FactoryException(
                        ErrorCode.CONTEXT_LENGTH_EXCEEDED,
                        "model '"
                                + model.name()
                                + "' has a context of "
                                + model.contextTokens()
                                + " tokens; the prompt has "
                                + promptTokens
                                + " and "
                                + generated
                                + " more were requested; shorten the prompt or ask for fewer")
                .withParameter(shape instanceof ChatShape ? "messages" : "prompt");
    }
}
