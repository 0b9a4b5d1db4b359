package io.aifactory.languagemodel.decoder;

/** The gate of a feed-forward layer (Shazeer, "GLU variants improve transformer", 2020). */
public enum Activation {
    /** x · σ(x): SwiGLU. */
    SILU,
    /** GELU by its tanh approximation (Hendrycks and Gimpel, 2016): GeGLU. */
    GELU_TANH
}
