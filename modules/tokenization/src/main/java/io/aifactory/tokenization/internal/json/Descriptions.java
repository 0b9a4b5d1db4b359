package io.aifactory.tokenization.internal.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.Frame;
import io.aifactory.tokenization.internal.pipeline.AddedToken;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Parts of {@code tokenizer.json} for tokenizers that do not come from one. */
public final class Descriptions {
    private Descriptions() {}

    /** A document without stages and model. */
    public static ObjectNode document(List<AddedToken> added) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        AddedTokens.write(added, root.putArray("added_tokens"));
        root.putNull("normalizer").putNull("pre_tokenizer").putNull("post_processor");
        root.putNull("decoder");
        return root;
    }

    /** A stage with a type. */
    public static ObjectNode stage(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** {@code Replace} of a literal text. */
    public static ObjectNode replace(String text, String content) {
        ObjectNode stage = stage("Replace");
        stage.putObject("pattern").put("String", text);
        return stage.put("content", content);
    }

    /** {@code Replace} of a pattern. */
    public static ObjectNode replaceRegex(String regex, String content) {
        ObjectNode stage = stage("Replace");
        stage.putObject("pattern").put("Regex", regex);
        return stage.put("content", content);
    }

    /** {@code Split} that isolates the matches of a pattern. */
    public static ObjectNode splitIsolated(String regex) {
        ObjectNode stage = stage("Split");
        stage.putObject("pattern").put("Regex", regex);
        return stage.put("behavior", "Isolated").put("invert", false);
    }

    /** {@code ByteLevel}, as pre-tokenizer or decoder. */
    public static ObjectNode byteLevel(boolean useRegex) {
        return stage("ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", useRegex);
    }

    /** Stages one after the other: {@code null} for none, one by itself. */
    public static void sequence(
            ObjectNode document, String property, String listProperty, List<ObjectNode> stages) {
        if (stages.isEmpty()) {
            document.putNull(property);
        } else if (stages.size() == 1) {
            document.set(property, stages.getFirst());
        } else {
            ObjectNode sequence = stage("Sequence");
            sequence.putArray(listProperty).addAll(stages);
            document.set(property, sequence);
        }
    }

    /** {@code TemplateProcessing}, or {@code null} where nothing is added. */
    public static void frame(ObjectNode document, Frame frame, IntFunction<String> tokens) {
        if (frame.equals(Frame.NONE)) {
            document.putNull("post_processor");
            return;
        }
        Set<Integer> ids = new TreeSet<>();
        ObjectNode template = stage("TemplateProcessing");
        parts(template.putArray("single"), frame.single(), tokens, ids);
        parts(template.putArray("pair"), frame.pair().orElse(List.of()), tokens, ids);
        ObjectNode specials = template.putObject("special_tokens");
        for (int id : ids) {
            ObjectNode special = specials.putObject(tokens.apply(id));
            special.put("id", tokens.apply(id)).putArray("ids").add(id);
            special.putArray("tokens").add(tokens.apply(id));
        }
        document.set("post_processor", template);
    }

    private static void parts(
            ArrayNode array, List<Frame.Part> parts, IntFunction<String> tokens, Set<Integer> ids) {
        for (Frame.Part part : parts) {
            switch (part) {
                case Frame.Part.Text text ->
                        array.addObject()
                                .putObject("Sequence")
                                .put("id", text.index() == 0 ? "A" : "B")
                                .put("type_id", text.typeId());
                case Frame.Part.Fixed fixed -> {
                    ids.add(fixed.id());
                    array.addObject()
                            .putObject("SpecialToken")
                            .put("id", tokens.apply(fixed.id()))
                            .put("type_id", fixed.typeId());
                }
            }
        }
    }

    /** Checks that a frame names ids of a vocabulary. */
    public static Optional<Integer> idOutside(Frame frame, int vocabularySize) {
        return Stream.concat(frame.single().stream(), frame.pair().orElse(List.of()).stream())
                .flatMap(part ->
                        part instanceof Frame.Part.Fixed(int id, _)
                                ? Stream.of(id)
                                : Stream.empty())
                .filter(id -> id < 0 || id >= vocabularySize)
                .findFirst();
    }
}
