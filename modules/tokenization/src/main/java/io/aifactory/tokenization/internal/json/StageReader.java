package io.aifactory.tokenization.internal.json;

import io.aifactory.tokenization.internal.normalization.BertNormalizer;
import io.aifactory.tokenization.internal.normalization.Charsmap;
import io.aifactory.tokenization.internal.normalization.Normalizer;
import io.aifactory.tokenization.internal.normalization.PrecompiledNormalizer;
import io.aifactory.tokenization.internal.pipeline.PreTokenizer;
import io.aifactory.tokenization.internal.pipeline.PreTokenizer.Metaspace.PrependScheme;
import io.aifactory.tokenization.internal.pipeline.PreTokenizer.Split.Behavior;
import io.aifactory.tokenization.internal.text.OnigurumaPattern;
import io.aifactory.tokenization.internal.text.Substitution;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code normalizer} and {@code pre_tokenizer}. */
final class StageReader {
    /** The general category P and the signs of ASCII that it does not count. */
    private static final String PUNCTUATION = "[\\p{P}$+<=>^`|~]";

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
            case "Prepend" -> new Normalizer.Prepend(component.get("prepend").shortText());
            case "Replace" -> new Normalizer.Replace(substitution(component));
            case "Lowercase" -> new Normalizer.Lowercase();
            case "StripAccents" -> new Normalizer.StripAccents();
            case "Strip" ->
                    new Normalizer.Strip(
                            component.get("strip_left").flag(true),
                            component.get("strip_right").flag(true));
            case "BertNormalizer" -> bert(component);
            case "Precompiled" ->
                    new PrecompiledNormalizer(charsmap(component.get("precompiled_charsmap")));
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
                            behavior(component.get("behavior"), ""),
                            component.get("invert").flag(false));
            case "Whitespace" -> split("\\w+|[^\\w\\s]+", Behavior.REMOVED, true);
            case "WhitespaceSplit" -> split("\\s", Behavior.REMOVED, false);
            case "Punctuation" ->
                    split(PUNCTUATION, behavior(component.get("behavior"), "Isolated"), false);
            case "Digits" ->
                    split(
                            "\\p{N}",
                            component.get("individual_digits").flag(false)
                                    ? Behavior.ISOLATED
                                    : Behavior.CONTIGUOUS,
                            false);
            case "BertPreTokenizer" ->
                    new PreTokenizer.InSequence(
                            List.of(
                                    split("\\s", Behavior.REMOVED, false),
                                    split(PUNCTUATION, Behavior.ISOLATED, false)));
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

    static Substitution substitution(Component component) {
        return new Substitution(
                pattern(component.get("pattern")), component.get("content").shortText());
    }

    private static PreTokenizer.Split split(String regex, Behavior behavior, boolean invert) {
        return new PreTokenizer.Split(
                Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS), behavior, invert);
    }

    private static Normalizer bert(Component component) {
        boolean lowercase = component.get("lowercase").flag(true);
        return new BertNormalizer(
                component.get("clean_text").flag(true),
                component.get("handle_chinese_chars").flag(true),
                component.get("strip_accents").flag(lowercase),
                lowercase);
    }

    private static Charsmap charsmap(Component component) {
        try {
            return Charsmap.parse(Base64.getDecoder().decode(component.text()));
        } catch (IllegalArgumentException e) {
            throw component.invalid("cannot be used: " + e.getMessage(), e);
        }
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
            throw regex.invalid("cannot be used: " + e.getDescription(), e);
        }
    }

    private static Behavior behavior(Component component, String otherwise) {
        String name = otherwise.isEmpty() ? component.text() : component.text(otherwise);
        return switch (name) {
            case "Removed" -> Behavior.REMOVED;
            case "Isolated" -> Behavior.ISOLATED;
            case "MergedWithPrevious" -> Behavior.MERGED_WITH_PREVIOUS;
            case "MergedWithNext" -> Behavior.MERGED_WITH_NEXT;
            case "Contiguous" -> Behavior.CONTIGUOUS;
            default -> throw component.invalid("'" + name + "' is not supported");
        };
    }
}
