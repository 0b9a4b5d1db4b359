package io.aifactory.tokenization.internal.json;

import io.aifactory.tokenization.InvalidTokenizerException;
import io.aifactory.tokenization.internal.pipeline.Normalizer;
import io.aifactory.tokenization.internal.pipeline.PreTokenizer;
import io.aifactory.tokenization.internal.pipeline.PreTokenizer.Metaspace.PrependScheme;
import io.aifactory.tokenization.internal.pipeline.PreTokenizer.Split.Behavior;
import io.aifactory.tokenization.internal.text.OnigurumaPattern;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code normalizer} and {@code pre_tokenizer}. */
final class StageReader {
    private StageReader() {}

    static Normalizer normalizer(Component component) {
        if (component.isAbsent()) {
            return new Normalizer.InSequence(List.of());
        }
        return switch (component.type()) {
            case "NFC" -> new Normalizer.Unicode(java.text.Normalizer.Form.NFC);
            case "NFD" -> new Normalizer.Unicode(java.text.Normalizer.Form.NFD);
            case "NFKC" -> new Normalizer.Unicode(java.text.Normalizer.Form.NFKC);
            case "NFKD" -> new Normalizer.Unicode(java.text.Normalizer.Form.NFKD);
            case "Prepend" -> new Normalizer.Prepend(component.get("prepend").text());
            case "Replace" ->
                    new Normalizer.Replace(
                            pattern(component.get("pattern")), component.get("content").text());
            case "Sequence" ->
                    new Normalizer.InSequence(
                            component.get("normalizers").elements().stream()
                                    .map(StageReader::normalizer)
                                    .toList());
            default -> throw component.unsupported();
        };
    }

    static PreTokenizer preTokenizer(Component component) {
        if (component.isAbsent()) {
            return new PreTokenizer.InSequence(List.of());
        }
        return switch (component.type()) {
            case "ByteLevel" ->
                    new PreTokenizer.ByteLevel(
                            component.get("add_prefix_space").flag(true),
                            component.get("use_regex").flag(true));
            case "Split" ->
                    new PreTokenizer.Split(
                            pattern(component.get("pattern")),
                            behavior(component.get("behavior")),
                            component.get("invert").flag(false));
            case "Metaspace" ->
                    new PreTokenizer.Metaspace(
                            component.get("replacement").character(),
                            prependScheme(component),
                            component.get("split").flag(true));
            case "Sequence" ->
                    new PreTokenizer.InSequence(
                            component.get("pretokenizers").elements().stream()
                                    .map(StageReader::preTokenizer)
                                    .toList());
            default -> throw component.unsupported();
        };
    }

    /** Also older files, which have only {@code add_prefix_space}. */
    static PrependScheme prependScheme(Component metaspace) {
        Component scheme = metaspace.get("prepend_scheme");
        boolean legacy = metaspace.get("add_prefix_space").flag(true);
        return switch (scheme.text(legacy ? "always" : "never")) {
            case "always" -> PrependScheme.ALWAYS;
            case "first" -> PrependScheme.FIRST;
            case "never" -> PrependScheme.NEVER;
            default -> throw scheme.invalid("must be always, first or never");
        };
    }

    static Pattern pattern(Component component) {
        Component literal = component.get("String");
        if (!literal.isAbsent()) {
            return Pattern.compile(Pattern.quote(literal.text()));
        }
        Component regex = component.get("Regex");
        try {
            return OnigurumaPattern.compile(regex.text());
        } catch (PatternSyntaxException e) {
            throw new InvalidTokenizerException(
                    regex.path(), "cannot be used: " + e.getDescription(), e);
        }
    }

    private static Behavior behavior(Component component) {
        return switch (component.text()) {
            case "Removed" -> Behavior.REMOVED;
            case "Isolated" -> Behavior.ISOLATED;
            case "MergedWithPrevious" -> Behavior.MERGED_WITH_PREVIOUS;
            case "MergedWithNext" -> Behavior.MERGED_WITH_NEXT;
            case "Contiguous" -> Behavior.CONTIGUOUS;
            default -> throw component.invalid("'" + component.text() + "' is not supported");
        };
    }
}
