package io.aifactory.tokenization.internal.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.Frame;
import io.aifactory.tokenization.internal.normalization.Normalizer;
import io.aifactory.tokenization.internal.pipeline.AddedToken;
import io.aifactory.tokenization.internal.pipeline.PipelineTokenizer;
import io.aifactory.tokenization.internal.pipeline.PreTokenizer;
import io.aifactory.tokenization.internal.pipeline.TokenDecoder;
import io.aifactory.tokenization.internal.text.OnigurumaPattern;
import java.util.List;

/**
 * The stages of tokenizers trained here: no normaliser (decoding gives the text back exactly), the
 * word pattern of Qwen 2, bytes.
 */
public final class ByteLevelPipeline {
    /**
     * Words with one leading space or sign, single digits, signs, line ends and white space.
     * Source: {@code tokenizer.json} of Qwen 2.
     */
    private static final String WORDS =
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
                    + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private ByteLevelPipeline() {}

    public static PreTokenizer preTokenizer() {
        return new PreTokenizer.InSequence(
                List.of(
                        new PreTokenizer.Split(
                                OnigurumaPattern.compile(WORDS),
                                PreTokenizer.Split.Behavior.ISOLATED,
                                false),
                        new PreTokenizer.ByteLevel(false, false)));
    }

    /** All stages; the special tokens have the ids 0, 1, 2 … */
    public static PipelineTokenizer.Pipeline of(List<String> specialTokens) {
        List<AddedToken> added =
                specialTokens.stream()
                        .map(token -> AddedToken.special(specialTokens.indexOf(token), token))
                        .toList();
        return new PipelineTokenizer.Pipeline(
                added,
                new Normalizer.InSequence(List.of()),
                preTokenizer(),
                new TokenDecoder(List.of(new TokenDecoder.ByteLevel()), TokenDecoder.Strip.NONE),
                Frame.NONE,
                description(added).toString());
    }

    private static ObjectNode description(List<AddedToken> added) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        for (AddedToken token : added) {
            root.withArray("/added_tokens")
                    .addObject()
                    .put("id", token.id())
                    .put("content", token.content())
                    .put("single_word", token.singleWord())
                    .put("lstrip", token.leftStrip())
                    .put("rstrip", token.rightStrip())
                    .put("normalized", token.normalized())
                    .put("special", token.special());
        }
        root.putNull("normalizer");
        ObjectNode split = root.putObject("pre_tokenizer").put("type", "Sequence");
        var steps = split.putArray("pretokenizers");
        ObjectNode words = steps.addObject().put("type", "Split");
        words.putObject("pattern").put("Regex", WORDS);
        words.put("behavior", "Isolated").put("invert", false);
        byteLevel(steps.addObject());
        root.putNull("post_processor");
        byteLevel(root.putObject("decoder"));
        root.putObject("model")
                .put("type", "BPE")
                .putNull("dropout")
                .putNull("unk_token")
                .putNull("continuing_subword_prefix")
                .putNull("end_of_word_suffix")
                .put("fuse_unk", false)
                .put("byte_fallback", false)
                .put("ignore_merges", false);
        return root;
    }

    private static void byteLevel(ObjectNode node) {
        node.put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", false);
    }
}
