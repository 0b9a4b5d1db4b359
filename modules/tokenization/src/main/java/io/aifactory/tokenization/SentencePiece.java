package io.aifactory.tokenization;

import io.aifactory.tokenization.internal.sentencepiece.Llama2cVocabulary;
import io.aifactory.tokenization.internal.sentencepiece.ModelProto;
import io.aifactory.tokenization.internal.sentencepiece.ModelProtoReader;
import io.aifactory.tokenization.internal.sentencepiece.SentencePieceAssembly;
import java.util.List;

/**
 * Files of SentencePiece: {@code tokenizer.model} (byte pairs and Unigram), and llama2.c's {@code
 * tokenizer.bin}, which is the same vocabulary in a plainer form.
 */
public final class SentencePiece {
    /** Longer files are refused before they are parsed. */
    public static final int MAX_BYTES = 64 << 20;

    private static final String MODEL = "tokenizer.model";
    private static final String LLAMA2C = "tokenizer.bin";

    private SentencePiece() {}

    /**
     * Reads {@code tokenizer.model}. The file does not say what goes around a text; that stands in
     * {@code tokenizer_config.json} ({@code add_bos_token}, {@code add_eos_token}).
     *
     * @param addBeginning frame texts with the file's beginning-of-text piece, if it has one
     * @param addEnd frame texts with its end-of-text piece, if it has one
     * @throws InvalidTokenizerException if the file is damaged, hostile or of a type other than
     *     byte pairs and Unigram
     */
    public static Tokenizer read(byte[] model, boolean addBeginning, boolean addEnd) {
        requireSize(MODEL, model.length);
        ModelProto proto = ModelProtoReader.read(MODEL, model);
        SentencePieceOptions options = proto.options(addBeginning, addEnd);
        return switch (proto.kind()) {
            case BYTE_PAIR -> SentencePieceAssembly.bytePair(MODEL, proto.pieces(), options);
            case UNIGRAM -> SentencePieceAssembly.unigram(MODEL, proto.pieces(), options);
        };
    }

    /**
     * Reads llama2.c's {@code tokenizer.bin}: byte pairs with byte fallback; piece 0 is unknown, 1
     * begins and 2 ends a text, 3…258 are the bytes. Texts are framed with piece 1.
     *
     * @throws InvalidTokenizerException if the file is damaged or hostile
     */
    public static Tokenizer readLlama2c(byte[] tokenizer) {
        requireSize(LLAMA2C, tokenizer.length);
        return SentencePieceAssembly.bytePair(
                LLAMA2C,
                Llama2cVocabulary.read(LLAMA2C, tokenizer),
                SentencePieceOptions.llama(Frame.around(List.of(1), List.of())));
    }

    private static void requireSize(String file, long bytes) {
        if (bytes > MAX_BYTES) {
            throw new InvalidTokenizerException(
                    file, "the file", "has " + bytes + " bytes; the limit is " + MAX_BYTES);
        }
    }
}
