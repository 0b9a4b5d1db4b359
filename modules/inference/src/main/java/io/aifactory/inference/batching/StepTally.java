package io.aifactory.inference.batching;

import io.aifactory.economics.step.StepContent;
import io.aifactory.inference.sequence.Sequence;

/** Counts what goes into one step and what comes out of it. */
final class StepTally {
    private int sequences;
    private int decoding;
    private int drafted;
    private int accepted;
    private int prefill;
    private int chunks;
    private int generated;
    private long held;
    private long pairs;

    /**
     * A sequence takes part.
     *
     * @param work tokens that it contributes
     */
    void takes(Sequence.Active sequence, int work) {
        switch (sequence) {
            case Sequence.Prefilling at -> {
                prefill += work;
                chunks++;
                pairs += StepContent.pairs(work, at.held());
            }
            case Sequence.Decoding _ -> {
                decoding++;
                drafted += work - 1;
            }
        }
        sequences++;
        held += sequence.held();
    }

    /**
     * The step gave a sequence so many tokens.
     *
     * @param before the step
     */
    void gives(Sequence.Active before, int tokens) {
        generated += tokens;
        accepted += before instanceof Sequence.Decoding ? Math.max(0, tokens - 1) : 0;
    }

    /** What the step computes: a draft as one more sequence that decodes. */
    StepContent content() {
        return new StepContent(decoding + drafted, prefill, held, pairs, chunks);
    }

    /** Only a step without prefill tells what drafts cost. */
    void teach(Speculation speculation, long nanos) {
        if (prefill == 0) {
            speculation.observe(decoding, drafted, nanos);
        }
    }

    /**
     * @param nanos of the step
     * @param model what a draft model has done for it, before it
     */
    StepReport report(
            long nanos, long nanojoules, Interlude before, DraftWork model, StepAhead ahead) {
        return new StepReport(
                nanos + model.nanos(),
                nanojoules,
                sequences,
                decoding,
                prefill,
                generated,
                drafted,
                accepted,
                held,
                before,
                model,
                ahead);
    }
}
