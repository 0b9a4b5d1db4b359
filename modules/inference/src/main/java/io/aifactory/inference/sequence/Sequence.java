package io.aifactory.inference.sequence;

import io.aifactory.languagemodel.inference.StepItem;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Where a sequence stands. Its methods are the legal transitions. */
public sealed interface Sequence {
    /** Stands for no token: where a step gave none, or one that is not known yet. */
    int NO_TOKEN = StepItem.NEWEST;

    GenerationSpec spec();

    /** Generated tokens so far: resumed ones and a sampled end token included. */
    int generated();

    /**
     * A sequence that has not been given a slot; one that an earlier attempt had brought to its end
     * is over without any work.
     *
     * @param stopped a stop string stands in the resumed text
     */
    static Sequence of(GenerationSpec spec, boolean stopped) {
        int resumed = spec.resumedTokens();
        if (stopped
                || spec.whole()
                || (resumed > 0 && spec.endsAt(spec.tokens()[spec.tokens().length - 1]))) {
            return new Finished(spec, resumed, EndReason.STOP);
        }
        return resumed == spec.maxTokens()
                ? new Finished(spec, resumed, EndReason.LENGTH)
                : new Waiting(spec);
    }

    /** Accepted, no slot: none yet, or none any more. */
    record Waiting(GenerationSpec spec) implements Sequence {
        @Override
        public int generated() {
            return spec.resumedTokens();
        }

        public Prefilling admit(int slot) {
            return new Prefilling(spec, slot, 0);
        }
    }

    /** In a slot: takes part in steps. */
    sealed interface Active extends Sequence {
        int slot();

        /** Tokens whose keys and values are in the slot. */
        int held();

        /** Tokens that are known but not in the slot yet, at least 1. */
        int remaining();

        /**
         * The sequence after such a step.
         *
         * @param count tokens it contributed
         * @param sampled the token the engine chose; not read while tokens remain
         */
        Sequence after(int count, int sampled);

        /**
         * Its slot is given to another one. It goes on later, as one that an earlier attempt has
         * brought so far does: what was in the slot is computed again.
         *
         * @param known the prompt, followed by all tokens that have been generated
         */
        default Waiting preempt(int[] known) {
            if (known.length != spec().promptTokens() + generated()) {
                throw new IllegalArgumentException(
                        "%d tokens known of %d"
                                .formatted(known.length, spec().promptTokens() + generated()));
            }
            return new Waiting(spec().after(known));
        }

        /** It cannot go on. */
        default Failed fail() {
            return new Failed(spec(), generated());
        }
    }

    /** Part of the known tokens is not in the slot yet. */
    record Prefilling(GenerationSpec spec, int slot, int held) implements Active {
        /**
         * Its slot has been filled with what was known already.
         *
         * @param tokens in the slot now, fewer than are known
         */
        public Prefilling restored(int tokens) {
            if (tokens < held || tokens >= spec.tokens().length) {
                throw new IllegalArgumentException(
                        "%d tokens restored of %d".formatted(tokens, spec.tokens().length));
            }
            return new Prefilling(spec, slot, tokens);
        }

        @Override
        public int generated() {
            return spec.resumedTokens();
        }

        @Override
        public int remaining() {
            return spec.tokens().length - held;
        }

        /**
         * What the sequence contributes to a step.
         *
         * @param count of its remaining tokens, at least 1
         * @param choice how its next token is chosen
         */
        public StepItem item(int count, TokenChoice choice) {
            int end = held + count;
            return new StepItem(
                    slot,
                    held,
                    Arrays.copyOfRange(spec.tokens(), held, end),
                    end == spec.tokens().length ? Optional.of(choice.at(end)) : Optional.empty(),
                    spec.adapter().index());
        }

        @Override
        public Sequence after(int count, int sampled) {
            return count < remaining()
                    ? new Prefilling(spec, slot, held + count)
                    : Decoding.next(spec, slot, held + count, generated() + 1, sampled);
        }
    }

    /**
     * Every step gives one token.
     *
     * @param last the newest token, which is not in the slot yet; {@link #NO_TOKEN} while the step
     *     that chooses it is under way
     */
    record Decoding(GenerationSpec spec, int slot, int held, int generated, int last)
            implements Active {
        private static Sequence next(
                GenerationSpec spec, int slot, int held, int generated, int sampled) {
            if (spec.endsAt(sampled)) {
                return new Finished(spec, generated, EndReason.STOP);
            }
            return generated == spec.maxTokens()
                    ? new Finished(spec, generated, EndReason.LENGTH)
                    : new Decoding(spec, slot, held, generated, sampled);
        }

        @Override
        public int remaining() {
            return 1;
        }

        /**
         * What the sequence contributes to a step.
         *
         * @param drafts guesses at the tokens that come next, to be checked; may be empty
         * @param choice how its next tokens are chosen; with drafts one that depends on nothing but
         *     their places
         */
        public StepItem item(int[] drafts, TokenChoice choice) {
            int[] tokens = new int[1 + drafts.length];
            tokens[0] = last;
            System.arraycopy(drafts, 0, tokens, 1, drafts.length);
            return new StepItem(
                    slot,
                    held,
                    tokens,
                    IntStream.rangeClosed(1, tokens.length)
                            .mapToObj(after -> choice.at(held + after))
                            .toList(),
                    spec.adapter().index());
        }

        @Override
        public Sequence after(int count, int sampled) {
            return next(spec, slot, held + 1, generated + 1, sampled);
        }
    }

    /** Could not be run, or nobody waits for it any more; its slot is free. */
    record Failed(GenerationSpec spec, int generated) implements Sequence {}

    /** Over; its slot is free. */
    record Finished(GenerationSpec spec, int generated, EndReason reason) implements Sequence {}
}
