package io.aifactory.tokenization.internal.vocabulary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.Frame;
import io.aifactory.tokenization.InvalidTokenizerException;
import io.aifactory.tokenization.Piece;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.internal.json.Descriptions;
import io.aifactory.tokenization.internal.model.BytePairModel;
import io.aifactory.tokenization.internal.model.Merges;
import io.aifactory.tokenization.internal.model.Vocabulary;
import io.aifactory.tokenization.internal.sentencepiece.PieceList;
import java.util.List;

/** Byte-level byte pairs from tokens, merges and the name of a way to split text. */
public final class ByteLevelAssembly {
    private static final int MAX_MERGES = 1 << 22;

    private ByteLevelAssembly() {}

    /**
     * A tokenizer.
     *
     * @throws InvalidTokenizerException naming what is wrong
     */
    public static Tokenizer assemble(
            List<Piece> pieces, List<String> merges, String preTokenizer, Frame frame) {
        PreTokenizerNames words =
                PreTokenizerNames.of(preTokenizer)
                        .orElseThrow(() ->
                                Assembly.invalid(
                                        "pre-tokenizer",
                                        "'" + preTokenizer + "' is not supported"));
        PieceList list = PieceList.check(Assembly.SOURCE, pieces);
        Vocabulary vocabulary = new Vocabulary(list.ids());
        ObjectNode document = Assembly.document(list, frame);
        if (words.composes()) {
            document.set("normalizer", Descriptions.stage("NFC"));
        }
        Descriptions.sequence(document, "pre_tokenizer", "pretokenizers", words.stages());
        document.set("decoder", Descriptions.byteLevel(true));
        document.putObject("model")
                .put("type", "BPE")
                .putNull("dropout")
                .putNull("unk_token")
                .putNull("continuing_subword_prefix")
                .putNull("end_of_word_suffix")
                .put("fuse_unk", false)
                .put("byte_fallback", false)
                .put("ignore_merges", words.ignoresMerges());
        BytePairModel model =
                new BytePairModel(
                        vocabulary,
                        merges(merges, vocabulary),
                        new BytePairModel.Options(-1, false, false, words.ignoresMerges()),
                        id -> Assembly.isSpecial(pieces, id));
        return Assembly.tokenizer(document, model);
    }

    private static Merges merges(List<String> rules, Vocabulary vocabulary) {
        if (rules.size() > MAX_MERGES) {
            throw Assembly.invalid(
                    "merges", "are " + rules.size() + "; the limit is " + MAX_MERGES);
        }
        Merges merges = new Merges();
        for (int i = 0; i < rules.size(); i++) {
            String rule = rules.get(i);
            // A token may begin with a space in none of these vocabularies, so the first one cuts.
            int space = rule.indexOf(' ', 1);
            if (space < 0) {
                throw Assembly.invalid("merges[" + i + "]", "must name two tokens");
            }
            String left = rule.substring(0, space);
            String right = rule.substring(space + 1);
            merges.add(
                    id(vocabulary, left, i),
                    id(vocabulary, right, i),
                    id(vocabulary, left + right, i));
        }
        return merges;
    }

    private static int id(Vocabulary vocabulary, String token, int rule) {
        int id = vocabulary.id(token);
        if (id < 0) {
            throw Assembly.invalid(
                    "merges[" + rule + "]", "names the token '" + token + "', which has no id");
        }
        return id;
    }
}
