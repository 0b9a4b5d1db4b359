package io.aifactory.tokenization.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.tokenization.internal.model.BytePairModel;
import io.aifactory.tokenization.internal.model.Merges;
import io.aifactory.tokenization.internal.model.TokenModel;
import io.aifactory.tokenization.internal.model.UnigramModel;
import io.aifactory.tokenization.internal.model.Vocabulary;
import io.aifactory.tokenization.internal.model.WordPieceModel;
import io.aifactory.tokenization.internal.pipeline.AddedToken;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code model}. */
final class ModelReader {
    /** Ids are below it: arrays of this length are made. */
    static final int MAX_VOCABULARY = 1 << 20;

    private final Component component;
    private final BitSet special = new BitSet();

    private ModelReader(Component component, List<AddedToken> added) {
        this.component = component;
        added.stream().filter(AddedToken::special).forEach(t -> special.set(t.id()));
    }

    static TokenModel read(Component component, List<AddedToken> added) {
        if (component.isAbsent()) {
            throw component.invalid("is missing");
        }
        ModelReader reader = new ModelReader(component, added);
        try {
            return switch (reader.type()) {
                case "BPE" -> reader.bytePair();
                case "WordPiece" -> reader.wordPiece();
                case "Unigram" -> reader.unigram();
                default -> throw component.unsupported();
            };
        } catch (IllegalArgumentException e) {
            throw component.get("vocab").invalid(String.valueOf(e.getMessage()), e);
        }
    }

    /** Old files do not name the type: only byte pairs have merges, only WordPiece has a prefix. */
    private String type() {
        Component type = component.get("type");
        if (!type.isAbsent() || !component.get("merges").isAbsent()) {
            return type.text("BPE");
        }
        boolean wordPiece = !component.get("max_input_chars_per_word").isAbsent();
        return wordPiece
                ? "WordPiece"
                : component.get("vocab").node().isArray() ? "Unigram" : "BPE";
    }

    private BytePairModel bytePair() {
        refuse(component.get("continuing_subword_prefix"));
        refuse(component.get("end_of_word_suffix"));
        if (component.get("dropout").node().asDouble(0) != 0) {
            throw component.get("dropout").invalid("is not supported");
        }
        Map<String, Integer> ids = vocabulary(component.get("vocab"));
        Merges merges = merges(component.get("merges"), ids);
        Component unknown = component.get("unk_token");
        return new BytePairModel(
                new Vocabulary(ids),
                merges,
                new BytePairModel.Options(
                        unknown.isAbsent() ? -1 : id(unknown, unknown.text(), ids),
                        component.get("fuse_unk").flag(false),
                        component.get("byte_fallback").flag(false),
                        component.get("ignore_merges").flag(false)),
                special::get);
    }

    private WordPieceModel wordPiece() {
        Map<String, Integer> ids = vocabulary(component.get("vocab"));
        Component unknown = component.get("unk_token");
        Component longest = component.get("max_input_chars_per_word");
        return new WordPieceModel(
                new Vocabulary(ids),
                id(unknown, unknown.text("[UNK]"), ids),
                component.get("continuing_subword_prefix").text("##"),
                longest.isAbsent() ? 100 : longest.numberBelow(Integer.MAX_VALUE),
                special::get);
    }

    private UnigramModel unigram() {
        Component vocabulary = component.get("vocab");
        int size = vocabulary.node().size();
        if (size > MAX_VOCABULARY) {
            throw vocabulary.invalid("has " + size + " pieces; the limit is " + MAX_VOCABULARY);
        }
        List<String> tokens = new ArrayList<>(size);
        double[] scores = new double[size];
        for (Component piece : vocabulary.elements()) {
            List<Component> parts = piece.elements();
            if (parts.size() != 2) {
                throw piece.invalid("must be a piece and its score");
            }
            scores[tokens.size()] = parts.get(1).number();
            tokens.add(parts.get(0).text());
        }
        Component unknown = component.get("unk_id");
        return new UnigramModel(
                tokens,
                scores,
                unknown.isAbsent() ? -1 : unknown.numberBelow(size),
                component.get("byte_fallback").flag(false),
                special::get,
                id -> false);
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
            ids.put(value.wellFormed(entry.getKey()), id);
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
