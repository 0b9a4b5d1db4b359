package io.aifactory.tokenization.internal.model;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * BERT's model: the longest piece that fits, again and again; a word that cannot be covered becomes
 * one unknown token as a whole. Linear in the length of a word (times the longest piece).
 */
public final class WordPieceModel implements TokenModel {
    private final Vocabulary vocabulary;
    private final PieceTrie pieces = new PieceTrie();
    private final int continuation;
    private final int unknownId;
    private final int maxCharacters;

    /**
     * @param unknownId stands for words that cannot be covered
     * @param continuingPrefix how pieces begin that do not begin a word
     * @param maxCharacters code points of the longest word that is tried
     * @param special ids that text must never produce
     * @throws IllegalArgumentException if the pieces are too long
     */
    public WordPieceModel(
            Vocabulary vocabulary,
            int unknownId,
            String continuingPrefix,
            int maxCharacters,
            IntPredicate special) {
        this.vocabulary = vocabulary;
        this.unknownId = unknownId;
        this.maxCharacters = maxCharacters;
        for (int id = 0; id < vocabulary.size(); id++) {
            String token = vocabulary.token(id);
            if (token != null && !special.test(id)) {
                pieces.add(token, id);
            }
        }
        this.continuation = pieces.walk(PieceTrie.ROOT, continuingPrefix);
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public int size() {
        return vocabulary.size();
    }

    @Override
    public @Nullable String token(int id) {
        return vocabulary.token(id);
    }

    @Override
    public void encode(String word, IntBuffer out) {
        int before = out.size();
        if (word.length() > maxCharacters
                && word.codePointCount(0, word.length()) > maxCharacters) {
            out.add(unknownId);
            return;
        }
        int at = 0;
        while (at < word.length()) {
            int node = at == 0 ? PieceTrie.ROOT : continuation;
            int best = PieceTrie.NONE;
            int bestEnd = at;
            for (int i = at; i < word.length() && node != PieceTrie.NONE; ) {
                node = pieces.child(node, word.charAt(i++));
                if (node != PieceTrie.NONE && pieces.value(node) != PieceTrie.NONE) {
                    best = pieces.value(node);
                    bestEnd = i;
                }
            }
            if (best == PieceTrie.NONE) {
                out.truncate(before);
                out.add(unknownId);
                return;
            }
            out.add(best);
            at = bestEnd;
        }
    }
}
