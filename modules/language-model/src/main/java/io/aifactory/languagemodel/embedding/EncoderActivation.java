package io.aifactory.languagemodel.embedding;

/** What an encoder's feed-forward layer applies between its two products. */
public enum EncoderActivation {
    /** x · Φ(x), exact (Hendrycks and Gimpel, 2016). */
    GELU,
    /** Its tanh approximation. */
    GELU_TANH,
    /** max(x, 0). */
    RELU
}
