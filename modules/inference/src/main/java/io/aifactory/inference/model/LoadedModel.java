package io.aifactory.inference.model;

/**
 * A model on the device, ready to generate. Compared by identity: loading the same version again
 * gives another one.
 */
public final class LoadedModel {
    private final PreparedModel prepared;
    private final long parameters;
    private final int slots;
    private final int slotTokens;

    /**
     * @param parameters number of model parameters
     * @param slots sequences that run at once
     * @param slotTokens prompt plus generated tokens of one sequence
     */
    public LoadedModel(PreparedModel prepared, long parameters, int slots, int slotTokens) {
        this.prepared = prepared;
        this.parameters = parameters;
        this.slots = slots;
        this.slotTokens = slotTokens;
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
}
