package io.aifactory.tokenization.internal.pipeline;

import io.aifactory.tokenization.internal.text.ByteAlphabet;
import io.aifactory.tokenization.internal.text.OnigurumaPattern;
import java.util.List;
import java.util.regex.Pattern;

/** Splits text into pre-tokens: no token reaches across their borders. */
public sealed interface PreTokenizer {
    /** Receives pre-tokens in order; none is empty. */
    @FunctionalInterface
    interface Sink {
        /**
         * @param first whether the pre-token begins where the whole text begins
         */
        void accept(String piece, boolean first);
    }

    void split(String text, boolean first, Sink sink);

    /** Bytes as visible characters, optionally after splitting with GPT-2's own pattern. */
    record ByteLevel(boolean addPrefixSpace, boolean useRegex) implements PreTokenizer {
        private static final Split WORDS =
                new Split(
                        OnigurumaPattern.compile(
                                "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),
                        Split.Behavior.ISOLATED,
                        false);

        @Override
        public void split(String text, boolean first, Sink sink) {
            String prefixed = addPrefixSpace && !text.startsWith(" ") ? " " + text : text;
            if (useRegex) {
                WORDS.split(
                        prefixed, first, (word, f) -> sink.accept(ByteAlphabet.encode(word), f));
            } else {
                sink.accept(ByteAlphabet.encode(prefixed), first);
            }
        }
    }

    /** SentencePiece's view: a space is a visible character that begins a word. */
    record Metaspace(char replacement, PrependScheme prepend, boolean split)
            implements PreTokenizer {
        /** Where a text that does not begin with a space is given one. */
        public enum PrependScheme {
            ALWAYS,
            FIRST,
            NEVER
        }

        @Override
        public void split(String text, boolean first, Sink sink) {
            String marked = text.replace(' ', replacement);
            boolean wanted =
                    switch (prepend) {
                        case ALWAYS -> true;
                        case FIRST -> first;
                        case NEVER -> false;
                    };
            if (wanted && marked.charAt(0) != replacement) {
                marked = replacement + marked;
            }
            if (split) {
                new Split(
                                Pattern.compile(Pattern.quote(String.valueOf(replacement))),
                                Split.Behavior.MERGED_WITH_NEXT,
                                false)
                        .split(marked, first, sink);
            } else {
                sink.accept(marked, first);
            }
        }
    }

    /** Each step splits the pieces of the one before; no step leaves the text whole. */
    record InSequence(List<PreTokenizer> steps) implements PreTokenizer {
        public InSequence {
            steps = List.copyOf(steps);
        }

        @Override
        public void split(String text, boolean first, Sink sink) {
            split(0, text, first, sink);
        }

        private void split(int step, String text, boolean first, Sink sink) {
            if (step == steps.size()) {
                sink.accept(text, first);
            } else {
                steps.get(step).split(text, first, (piece, f) -> split(step + 1, piece, f, sink));
            }
        }
    }

    /** Splits at the matches of a pattern. See {@link Splitter} for the behaviours. */
    record Split(Pattern pattern, Behavior behavior, boolean invert) implements PreTokenizer {
        /** What becomes of a match (the delimiter). */
        public enum Behavior {
            REMOVED,
            ISOLATED,
            MERGED_WITH_PREVIOUS,
            MERGED_WITH_NEXT,
            CONTIGUOUS
        }

        @Override
        public void split(String text, boolean first, Sink sink) {
            Splitter.split(this, text, first, sink);
        }
    }
}
