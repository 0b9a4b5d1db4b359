package io.aifactory.factory.importing;

import io.aifactory.languagemodel.gguf.GgufFile;
import io.aifactory.languagemodel.gguf.GgufTokenizer;
import io.aifactory.tokenization.Frame;
import io.aifactory.tokenization.Piece;
import io.aifactory.tokenization.SentencePieceOptions;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import io.aifactory.tokenization.Vocabularies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** From what a GGUF file says of its tokenizer to {@code tokenizer.json}. */
final class GgufVocabulary {
    private GgufVocabulary() {}

    static byte[] tokenizerJson(GgufFile file, GgufTokenizer vocabulary) {
        if (vocabulary.huggingFaceJson().isPresent()) {
            byte[] json = vocabulary.huggingFaceJson().get().getBytes(StandardCharsets.UTF_8);
            TokenizerJson.read(json);
            return json;
        }
        return TokenizerJson.write(tokenizer(file.name(), vocabulary));
    }

    private static Tokenizer tokenizer(String file, GgufTokenizer vocabulary) {
        List<Piece> pieces = vocabulary.pieces();
        return switch (vocabulary.model()) {
            case "llama" ->
                    Vocabularies.sentencePieceBytePair(pieces, sentencePiece(vocabulary, true));
            case "t5" ->
                    Vocabularies.sentencePieceUnigram(pieces, sentencePiece(vocabulary, false));
            case "gpt2" ->
                    Vocabularies.byteLevel(
                            pieces,
                            vocabulary.merges(),
                            vocabulary.preTokenizer().orElse("default"),
                            frame(vocabulary, false));
            default ->
                    throw new ImportFailure(
                            file
                                    + " has a tokenizer of the unknown kind '"
                                    + vocabulary.model()
                                    + "'; known are llama, t5 and gpt2");
        };
    }

    private static SentencePieceOptions sentencePiece(
            GgufTokenizer vocabulary, boolean beginsUsually) {
        return new SentencePieceOptions(
                vocabulary.flags().getOrDefault("add_space_prefix", true),
                vocabulary.flags().getOrDefault("remove_extra_whitespaces", false),
                true,
                Optional.empty(),
                frame(vocabulary, beginsUsually));
    }

    /** llama.cpp frames where the file does not say otherwise: SentencePiece with a beginning. */
    private static Frame frame(GgufTokenizer vocabulary, boolean beginsUsually) {
        return Frame.around(
                special(vocabulary, "bos", "add_bos_token", beginsUsually),
                special(vocabulary, "eos", "add_eos_token", false));
    }

    private static List<Integer> special(
            GgufTokenizer vocabulary, String role, String flag, boolean usually) {
        Integer id = vocabulary.specialTokens().get(role);
        return id != null && vocabulary.flags().getOrDefault(flag, usually)
                ? List.of(id)
                : List.of();
    }
}
