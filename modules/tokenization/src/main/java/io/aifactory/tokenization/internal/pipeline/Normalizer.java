package io.aifactory.tokenization.internal.pipeline;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes text before it is split. */
public sealed interface Normalizer {
    String apply(String text);

    /** A Unicode normalisation form. */
    record Unicode(java.text.Normalizer.Form form) implements Normalizer {
        @Override
        public String apply(String text) {
            return java.text.Normalizer.normalize(text, form);
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
    record Replace(Pattern pattern, String content) implements Normalizer {
        @Override
        public String apply(String text) {
            return pattern.matcher(text).replaceAll(Matcher.quoteReplacement(content));
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
