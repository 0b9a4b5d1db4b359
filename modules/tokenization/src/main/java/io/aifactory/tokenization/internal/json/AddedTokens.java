package io.aifactory.tokenization.internal.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.aifactory.tokenization.internal.pipeline.AddedToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads and writes {@code added_tokens}. */
final class AddedTokens {
    private static final int MAX_CONTENT = 1_024;

    private AddedTokens() {}

    static List<AddedToken> read(Component component) {
        if (component.isAbsent()) {
            return List.of();
        }
        List<AddedToken> tokens = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        Set<String> contents = new HashSet<>();
        for (Component token : component.elements()) {
            AddedToken added =
                    new AddedToken(
                            token.get("id").numberBelow(ModelReader.MAX_VOCABULARY),
                            token.get("content").text(),
                            token.get("single_word").flag(false),
                            token.get("lstrip").flag(false),
                            token.get("rstrip").flag(false),
                            token.get("normalized").flag(true),
                            token.get("special").flag(false));
            if (added.content().isEmpty() || added.content().length() > MAX_CONTENT) {
                throw token.get("content")
                        .invalid("must have from 1 to " + MAX_CONTENT + " characters");
            }
            if (!ids.add(added.id()) || !contents.add(added.content())) {
                throw token.invalid("repeats an id or a content");
            }
            tokens.add(added);
        }
        return tokens;
    }

    static void write(List<AddedToken> tokens, ArrayNode array) {
        for (AddedToken token : tokens) {
            array.addObject()
                    .put("id", token.id())
                    .put("content", token.content())
                    .put("single_word", token.singleWord())
                    .put("lstrip", token.leftStrip())
                    .put("rstrip", token.rightStrip())
                    .put("normalized", token.normalized())
                    .put("special", token.special());
        }
    }
}
