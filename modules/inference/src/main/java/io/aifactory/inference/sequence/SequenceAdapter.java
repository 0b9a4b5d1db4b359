package io.aifactory.inference.sequence;

import io.aifactory.languagemodel.inference.StepItem;

/**
 * Which adapter a sequence is computed with.
 *
 * @param index in the engine; {@link StepItem#BASE} for none
 * @param manifest digest of its manifest, so that keys and values are shared only with sequences of
 *     the very same adapter, whatever its name; empty for none
 */
public record SequenceAdapter(int index, String manifest) {
    /** The model as it is. */
    public static final SequenceAdapter NONE = new SequenceAdapter(StepItem.BASE, "");
}
