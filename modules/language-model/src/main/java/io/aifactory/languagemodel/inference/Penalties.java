package io.aifactory.languagemodel.inference;

/**
 * How much less likely a token becomes by having occurred. Repetition: of a token of the prompt or
 * of the generated text a positive logit is divided by it and another one multiplied (Keskar et
 * al., "CTRL: a conditional transformer language model", 2019, section 4.1). Presence and
 * frequency: subtracted from the logit of a generated token, once and once for each time it
 * occurred (the OpenAI API's definition).
 *
 * @param repetition above 0, at most {@link #REPETITION}; 1 = none
 * @param presence in [-2, 2]; 0 = none
 * @param frequency in [-2, 2]; 0 = none
 */
public record Penalties(float repetition, float presence, float frequency) {
    /** Largest repetition penalty. */
    public static final float REPETITION = 100;

    /** Largest presence and frequency penalty, of either sign. */
    public static final float ADDED = 2;

    public static final Penalties NONE = new Penalties(1, 0, 0);

    public Penalties {
        if (!(repetition > 0 && repetition <= REPETITION)) {
            throw new IllegalArgumentException(
                    "repetition_penalty must be in (0, 100]: " + repetition);
        }
        if (!(Math.abs(presence) <= ADDED)) {
            throw new IllegalArgumentException("presence_penalty must be in [-2, 2]: " + presence);
        }
        if (!(Math.abs(frequency) <= ADDED)) {
            throw new IllegalArgumentException(
                    "frequency_penalty must be in [-2, 2]: " + frequency);
        }
    }

    public boolean none() {
        return equals(NONE);
    }
}
