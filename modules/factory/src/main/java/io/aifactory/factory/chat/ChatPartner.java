package io.aifactory.factory.chat;

/**
 * A served model to talk to.
 *
 * @param name in requests
 * @param answerTokens a usual answer's limit
 * @param answersQuestions whether it was trained to converse, which its chat template tells; others
 *     continue text
 */
public record ChatPartner(String name, int answerTokens, boolean answersQuestions) {
    private static final double LIVELY = 0.8;

    /** The likeliest answer of a model that answers; a story that begins anew each time. */
    public double temperature() {
        return answersQuestions ? 0 : LIVELY;
    }
}
