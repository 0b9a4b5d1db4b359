package io.aifactory.inference.batching;

/**
 * What happened between two steps.
 *
 * @param restoredTokens known tokens whose keys and values were copied to slots
 * @param fromHost of them, those that came from host memory
 * @param fromDisk of them, those that came from the disk
 * @param preemptions sequences that lost their slots to more urgent ones
 */
public record Interlude(int restoredTokens, int fromHost, int fromDisk, int preemptions) {
    public static final Interlude NONE = new Interlude(0, 0, 0, 0);

    /**
     * @param more tokens that a slot holds now, beyond what it held before
     */
    Interlude restored(int more, SlotContents.Restored restored) {
        return new Interlude(
                restoredTokens + more,
                fromHost + restored.fromHost(),
                fromDisk + restored.fromDisk(),
                preemptions);
    }

    Interlude preempted() {
        return new Interlude(restoredTokens, fromHost, fromDisk, preemptions + 1);
    }
}
