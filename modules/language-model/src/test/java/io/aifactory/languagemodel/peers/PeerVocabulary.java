package io.aifactory.languagemodel.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A byte-level vocabulary of a given size that no text is ever read with: the bytes, one merge,
 * because readers want one, and placeholders. Engines do not load a model without a tokenizer.
 */
final class PeerVocabulary {
    private PeerVocabulary() {}

    /** The tokens by their ids. */
    static List<String> tokens(int size) {
        List<String> tokens = new ArrayList<>(size);
        tokens.add("<|end|>");
        int beyondLatin1 = 256;
        for (int value = 0; value < 256; value++) {
            boolean visible = (value > ' ' && value < 0x7f) || (value > 0xa0 && value != 0xad);
            tokens.add(Character.toString(visible ? value : beyondLatin1++));
        }
        tokens.add("th");
        while (tokens.size() < size) {
            tokens.add("token-" + tokens.size());
        }
        return tokens;
    }

    /** Pairs of tokens, a space between. */
    static List<String> merges() {
        return List.of("t h");
    }

    /** The {@code tokenizer.json}. */
    static String json(int size) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("version", "1.0");
        root.putNull("normalizer");
        ObjectNode split = root.putObject("pre_tokenizer");
        split.put("type", "ByteLevel").put("add_prefix_space", false);
        split.put("trim_offsets", true).put("use_regex", true);
        root.putNull("post_processor");
        ObjectNode join = root.putObject("decoder");
        join.put("type", "ByteLevel").put("add_prefix_space", true);
        join.put("trim_offsets", true).put("use_regex", true);
        List<String> tokens = tokens(size);
        ObjectNode end = root.putArray("added_tokens").addObject();
        end.put("id", 0).put("content", tokens.getFirst()).put("special", true);
        end.put("single_word", false).put("lstrip", false).put("rstrip", false);
        end.put("normalized", false);
        ObjectNode model = root.putObject("model").put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < size; id++) {
            vocabulary.put(tokens.get(id), id);
        }
        merges().forEach(model.putArray("merges")::add);
        return root.toString();
    }
}
