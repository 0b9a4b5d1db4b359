package io.aifactory.factory.importing;

/** How the weights of a converted model are stored. */
public enum WeightType {
    /** float32 where the source has more precision than bfloat16, else bfloat16. */
    AUTO,
    F32,
    BF16
}
