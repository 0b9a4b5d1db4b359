package io.aifactory.languagemodel.embedding;

/**
 * How the vectors of an input's tokens become one (Reimers and Gurevych, "Sentence-BERT", 2019).
 */
public enum Pooling {
    /** Their mean. */
    MEAN,
    /** That of the first token, {@code [CLS]}. */
    CLS,
    /** The largest of each component. */
    MAX
}
