package io.aifactory.tokenization;

import io.aifactory.tokenization.internal.sentencepiece.SentencePieceAssembly;
import io.aifactory.tokenization.internal.vocabulary.ByteLevelAssembly;
import io.aifactory.tokenization.internal.vocabulary.WordPieceAssembly;
import java.util.List;

/**
 * Tokenizers from vocabularies that come from elsewhere, for example the metadata of a GGUF file.
 * All can be written as {@code tokenizer.json}. What is wrong with a list is an {@link
 * InvalidTokenizerException} that names the entry.
 */
public final class Vocabularies {
    private Vocabularies() {}

    /**
     * SentencePiece byte pairs ({@code tokenizer.ggml.model} = {@code llama}): of all adjacent
     * pieces the two are joined whose result has the highest score.
     *
     * @param pieces by id; exactly one is {@code UNKNOWN}
     */
    public static Tokenizer sentencePieceBytePair(
            List<Piece> pieces, SentencePieceOptions options) {
        return SentencePieceAssembly.bytePair("vocabulary", pieces, options);
    }

    /**
     * SentencePiece Unigram ({@code tokenizer.ggml.model} = {@code t5}).
     *
     * @param pieces by id; exactly one is {@code UNKNOWN}
     */
    public static Tokenizer sentencePieceUnigram(List<Piece> pieces, SentencePieceOptions options) {
        return SentencePieceAssembly.unigram("vocabulary", pieces, options);
    }

    /**
     * Byte-level byte pairs ({@code tokenizer.ggml.model} = {@code gpt2}).
     *
     * @param pieces by id, in the alphabet of GPT-2 but for {@code CONTROL} and {@code
     *     USER_DEFINED} ones, which are plain text
     * @param merges {@code "left right"}, lowest rank first
     * @param preTokenizer how text is split, by llama.cpp's name ({@code tokenizer.ggml.pre}):
     *     {@code default}, {@code gpt-2}, {@code llama-bpe}, {@code qwen2}, {@code smollm}, {@code
     *     tekken}, {@code deepseek-llm}, {@code deepseek-coder}, {@code deepseek-v3}, {@code
     *     falcon}, {@code gpt-4o} and their aliases
     */
    public static Tokenizer byteLevel(
            List<Piece> pieces, List<String> merges, String preTokenizer, Frame frame) {
        return ByteLevelAssembly.assemble(pieces, merges, preTokenizer, frame);
    }

    /**
     * WordPiece as BERT has it.
     *
     * @param pieces by id; pieces that do not begin a word begin with {@code ##}; the one of type
     *     {@code UNKNOWN}, or {@code [UNK]}, stands for words that cannot be covered
     * @param lowercase whether the vocabulary is of small letters without accents
     */
    public static Tokenizer wordPiece(List<Piece> pieces, boolean lowercase, Frame frame) {
        return WordPieceAssembly.assemble(pieces, lowercase, frame);
    }

    /**
     * WordPiece pieces as GGUF writes them ({@code tokenizer.ggml.model} = {@code bert}: U+2581
     * begins a word, {@code ##} is left out) in BERT's own writing, for {@link #wordPiece}.
     */
    public static List<Piece> wordPieceFromGguf(List<Piece> pieces) {
        return WordPieceAssembly.fromGguf(pieces);
    }
}
