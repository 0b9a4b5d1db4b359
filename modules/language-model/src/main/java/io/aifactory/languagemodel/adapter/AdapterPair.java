package io.aifactory.languagemodel.adapter;

import java.util.List;

/**
 * What an adapter does to one matrix: W + scale · B · A.
 *
 * @param module the matrix
 * @param rank rows of A, columns of B
 * @param scale factor of the product
 */
public record AdapterPair(LinearModule module, int rank, double scale) {
    private static final String PREFIX = "base_model.model.";

    /** Name of A's tensor. */
    public String down() {
        return PREFIX + module.name() + ".lora_A.weight";
    }

    /** Name of B's tensor. */
    public String up() {
        return PREFIX + module.name() + ".lora_B.weight";
    }

    /** Shape of A. */
    public List<Long> downShape() {
        return List.of((long) rank, module.inputs());
    }

    /** Shape of B. */
    public List<Long> upShape() {
        return List.of(module.outputs(), (long) rank);
    }
}
