package io.aifactory.tokenization.internal.normalization;

import io.aifactory.tokenization.internal.text.CanonicalOrder;
import io.aifactory.tokenization.internal.text.Characters;
import io.aifactory.tokenization.internal.text.Substitution;
import java.util.List;

/** Changes text before it is split. */
public sealed interface Normalizer
        permits Normalizer.InSequence,
                Normalizer.Lowercase,
                Normalizer.Prepend,
                Normalizer.Replace,
                Normalizer.Strip,
                Normalizer.StripAccents,
                Normalizer.Unicode,
                BertNormalizer,
                PrecompiledNormalizer,
                SentencePieceNormalizer {
    String apply(String text);

    /** How an added token is written that is looked for in normalised text. */
    default String ofAddedToken(String content) {
        return apply(content);
    }

    /** Small letters, each character by itself: no final sigma, no language. */
    record Lowercase() implements Normalizer {
        @Override
        public String apply(String text) {
            StringBuilder out = new StringBuilder(text.length());
            text.codePoints()
                    .forEach(c -> {
                        out.appendCodePoint(Character.toLowerCase(c));
                        if (c == 'İ') {
                            out.append('\u0307');
                        }
                    });
            return out.toString();
        }
    }

    /** Takes white space away at the ends. */
    record Strip(boolean left, boolean right) implements Normalizer {
        @Override
        public String apply(String text) {
            int from = 0;
            int to = text.length();
            while (left && from < to && Characters.isWhiteSpace(text.charAt(from))) {
                from++;
            }
            while (right && to > from && Characters.isWhiteSpace(text.charAt(to - 1))) {
                to--;
            }
            return text.substring(from, to);
        }
    }

    /** Takes away all combining marks; a form that splits them off usually stands before it. */
    record StripAccents() implements Normalizer {
        @Override
        public String apply(String text) {
            return Characters.without(text, Characters::isMark);
        }
    }

    /** A Unicode normalisation form. */
    record Unicode(java.text.Normalizer.Form form) implements Normalizer {
        @Override
        public String apply(String text) {
            return java.text.Normalizer.normalize(CanonicalOrder.of(text), form);
        }
    }

    /** Puts a prefix before every text that is not empty. */
    record Prepend(String prefix) implements Normalizer {
        @Override
        public String apply(String text) {
            return text.isEmpty() ? text : prefix + text;
        }
    }

    /** Replaces every match by a literal text. */
    record Replace(Substitution substitution) implements Normalizer {
        @Override
        public String apply(String text) {
            return substitution.apply(text, Substitution.MAX_LENGTH);
        }
    }

    /** One after the other; none of them is the identity. */
    record InSequence(List<Normalizer> steps) implements Normalizer {
        public InSequence {
            steps = List.copyOf(steps);
        }

        @Override
        public String apply(String text) {
            String result = text;
            for (Normalizer step : steps) {
                result = step.apply(result);
            }
            return result;
        }
    }
}
