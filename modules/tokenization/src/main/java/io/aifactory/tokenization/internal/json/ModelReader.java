package io.aifactory.tokenization.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.tokenization.internal.bpe.BytePairModel;
import io.aifactory.tokenization.internal.bpe.Merges;
import io.aifactory.tokenization.internal.bpe.Vocabulary;
import io.aifactory.tokenization.internal.pipeline.AddedToken;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code model} and {@code added_tokens}. */
final class ModelReader {
    /** Ids are below it: arrays of this length are made. */
    static final int MAX_VOCABULARY = 1 << 20;

    private ModelReader() {}

    static List<AddedToken> addedTokens(Component component) {
        if (component.isAbsent()) {
            return List.of();
        }
        List<AddedToken> tokens = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        Set<String> contents = new HashSet<>();
        for (Component token : component.elements()) {
            AddedToken added =
                    new AddedToken(
                            token.get("id").numberBelow(MAX_VOCABULARY),
                            token.get("content").text(),
                            token.get("single_word").flag(false),
                            token.get("lstrip").flag(false),
                            token.get("rstrip").flag(false),
                            token.get("normalized").flag(true),
                            token.get("special").flag(false));
            if (added.content().isEmpty()) {
                throw token.get("content").invalid("must not be empty");
            }
            if (!ids.add(added.id()) || !contents.add(added.content())) {
                throw token.invalid("repeats an id or a content");
            }
            tokens.add(added);
        }
        return tokens;
    }

    static BytePairModel model(Component component, List<AddedToken> added) {
        if (component.isAbsent()) {
            throw component.invalid("is missing");
        }
        if (!"BPE".equals(component.get("type").text("BPE"))) {
            throw component.unsupported();
        }
        refuse(component.get("continuing_subword_prefix"));
        refuse(component.get("end_of_word_suffix"));
        if (component.get("dropout").node().asDouble(0) != 0) {
            throw component.get("dropout").invalid("is not supported");
        }
        Map<String, Integer> ids = vocabulary(component.get("vocab"));
        Merges merges = merges(component.get("merges"), ids);
        BitSet special = new BitSet();
        added.stream().filter(AddedToken::special).forEach(t -> special.set(t.id()));
        Component unknown = component.get("unk_token");
        int unknownId = -1;
        if (!unknown.isAbsent()) {
            unknownId = id(unknown, unknown.text(), ids);
        }
        return new BytePairModel(
                new Vocabulary(ids),
                merges,
                new BytePairModel.Options(
                        unknownId,
                        component.get("fuse_unk").flag(false),
                        component.get("byte_fallback").flag(false),
                        component.get("ignore_merges").flag(false)),
                special::get);
    }

    private static void refuse(Component text) {
        if (!text.text("").isEmpty()) {
            throw text.invalid("is not supported");
        }
    }

    private static Map<String, Integer> vocabulary(Component component) {
        if (!component.node().isObject()) {
            throw component.invalid("must be an object of tokens and ids");
        }
        Map<String, Integer> ids = HashMap.newHashMap(component.node().size());
        BitSet seen = new BitSet();
        for (Map.Entry<String, JsonNode> entry : component.node().properties()) {
            Component value =
                    new Component(
                            component.path() + "['" + entry.getKey() + "']", entry.getValue());
            int id = value.numberBelow(MAX_VOCABULARY);
            if (seen.get(id)) {
                throw value.invalid("repeats the id " + id);
            }
            seen.set(id);
            ids.put(entry.getKey(), id);
        }
        return ids;
    }

    private static Merges merges(Component component, Map<String, Integer> ids) {
        List<Component> rules =
                component.elements().stream()
                        .filter(rule -> !rule.node().asText().startsWith("#version"))
                        .toList();
        Merges merges = new Merges();
        for (Component rule : rules) {
            String[] pair = pair(rule);
            merges.add(
                    id(rule, pair[0], ids),
                    id(rule, pair[1], ids),
                    id(rule, pair[0] + pair[1], ids));
        }
        return merges;
    }

    /** Both forms: {@code "a b"} and {@code ["a", "b"]}. */
    private static String[] pair(Component rule) {
        if (rule.node().isArray()) {
            List<Component> parts = rule.elements();
            if (parts.size() == 2) {
                return new String[] {parts.get(0).text(), parts.get(1).text()};
            }
        } else {
            String text = rule.text();
            int space = text.indexOf(' ');
            if (space > 0 && space == text.lastIndexOf(' ') && space < text.length() - 1) {
                return new String[] {text.substring(0, space), text.substring(space + 1)};
            }
        }
        throw rule.invalid("must name two tokens");
    }

    private static int id(Component component, String token, Map<String, Integer> ids) {
        Integer id = ids.get(token);
        if (id == null) {
            throw component.invalid("names the token '" + token + "', which has no id");
        }
        return id;
    }
}
