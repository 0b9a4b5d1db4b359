package io.aifactory.tokenization.internal.sentencepiece;

import io.aifactory.tokenization.Piece;
import io.aifactory.tokenization.internal.model.Merges;
import io.aifactory.tokenization.internal.model.Vocabulary;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The merge rules that SentencePiece's scores mean: two pieces join if together they are a piece,
 * the higher its score the earlier. Every way to cut a piece in two is a rule, and all of equal
 * score share a rank.
 */
final class ScoreMerges {
    /** Characters looked at: the sum of the squares of the pieces' lengths. */
    private static final long MAX_WORK = 1L << 28;

    private static final int MAX_RULES = 1 << 22;

    private ScoreMerges() {}

    /**
     * The rules, in the order that {@code tokenizer.json} lists them.
     *
     * @throws IllegalArgumentException if there would be too many
     */
    static Merges of(List<Piece> pieces, Vocabulary vocabulary) {
        long work =
                pieces.stream().mapToLong(p -> (long) p.text().length() * p.text().length()).sum();
        if (work > MAX_WORK) {
            throw new IllegalArgumentException("are too long together to be joined from parts");
        }
        int[] byScore =
                IntStream.range(0, pieces.size())
                        .filter(id -> isText(pieces.get(id)))
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble((Integer id) -> pieces.get(id).score())
                                        .reversed())
                        .mapToInt(Integer::intValue)
                        .toArray();
        Merges merges = new Merges();
        int rank = 0;
        float score = Float.POSITIVE_INFINITY;
        for (int id : byScore) {
            if (pieces.get(id).score() < score) {
                score = pieces.get(id).score();
                rank = merges.size();
            }
            addRules(id, rank, pieces, vocabulary, merges);
            if (merges.size() > MAX_RULES) {
                throw new IllegalArgumentException(
                        "can be joined in more than " + MAX_RULES + " ways");
            }
        }
        return merges;
    }

    /** Pieces that ordinary text is made of. */
    static boolean isText(Piece piece) {
        return piece.type() == Piece.Type.NORMAL || piece.type() == Piece.Type.UNUSED;
    }

    private static void addRules(
            int id, int rank, List<Piece> pieces, Vocabulary vocabulary, Merges merges) {
        String text = pieces.get(id).text();
        for (int cut = text.length() - 1; cut > 0; cut--) {
            if (Character.isLowSurrogate(text.charAt(cut))) {
                continue;
            }
            int left = vocabulary.id(text.substring(0, cut));
            if (left < 0 || !isText(pieces.get(left))) {
                continue;
            }
            int right = vocabulary.id(text.substring(cut));
            if (right >= 0 && isText(pieces.get(right))) {
                merges.add(left, right, id, rank);
            }
        }
    }
}
