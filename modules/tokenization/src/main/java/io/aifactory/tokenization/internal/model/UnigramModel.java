package io.aifactory.tokenization.internal.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * SentencePiece's Unigram model: of all ways to cut a text into pieces the one with the highest sum
 * of scores (Viterbi), as in the Hugging Face library: sums in double precision, of equally good
 * ways the one found first, from the left, shorter pieces first. Characters that no piece covers
 * score 10 below the worst piece; a run of them becomes its bytes or one unknown token.
 *
 * <p>Source: Kudo, <i>Subword Regularization</i>, ACL 2018, §3.1.
 */
public final class UnigramModel implements TokenModel {
    private static final double UNKNOWN_PENALTY = 10;

    private final List<String> tokens;
    private final double[] scores;
    private final int unknownId;
    private final boolean byteFallback;
    private final double unknownScore;
    private final PieceTrie pieces = new PieceTrie();
    private final int[] byteIds = new int[256];

    /**
     * @param tokens by id
     * @param scores logarithms of probabilities, by id
     * @param unknownId stands for what no piece covers; -1: it is dropped
     * @param byteFallback such characters become their bytes {@code <0xNN>}, if all exist
     * @param unmatched ids that text must never produce
     * @param unscored ids that do not count for the lowest score
     * @throws IllegalArgumentException if the pieces are too long
     */
    public UnigramModel(
            List<String> tokens,
            double[] scores,
            int unknownId,
            boolean byteFallback,
            IntPredicate unmatched,
            IntPredicate unscored) {
        this.tokens = List.copyOf(tokens);
        this.scores = scores;
        this.unknownId = unknownId;
        this.byteFallback = byteFallback;
        double lowest = Double.POSITIVE_INFINITY;
        Map<String, Integer> bytes = HashMap.newHashMap(256);
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            if (!unscored.test(id)) {
                lowest = Math.min(lowest, scores[id]);
            }
            if (!unmatched.test(id)) {
                pieces.add(token, id);
            }
            if (token.length() == 6 && token.startsWith("<0x")) {
                bytes.put(token, id);
            }
        }
        this.unknownScore = lowest - UNKNOWN_PENALTY;
        for (int b = 0; b < byteIds.length; b++) {
            String token = "<0x" + HexFormat.of().withUpperCase().toHexDigits((byte) b) + ">";
            byteIds[b] = bytes.getOrDefault(token, PieceTrie.NONE);
        }
    }

    public double score(int id) {
        return scores[id];
    }

    @Override
    public int size() {
        return tokens.size();
    }

    @Override
    public @Nullable String token(int id) {
        return tokens.get(id);
    }

    @Override
    public void encode(String word, IntBuffer out) {
        int[] ids = new int[word.length() + 1];
        int[] starts = bestPath(word, ids);
        int steps = 0;
        for (int end = word.length(); end > 0; end = starts[end]) {
            steps++;
        }
        int[] ends = new int[steps];
        for (int end = word.length(); end > 0; end = starts[end]) {
            ends[--steps] = end;
        }
        for (int i = 0; i < ends.length; i++) {
            if (ids[ends[i]] == unknownId) {
                int from = starts[ends[i]];
                while (i + 1 < ends.length && ids[ends[i + 1]] == unknownId) {
                    i++;
                }
                addUnknown(word.substring(from, ends[i]), out);
            } else {
                out.add(ids[ends[i]]);
            }
        }
    }

    /** Where the last piece of the best path to each place begins; its id goes to {@code ids}. */
    private int[] bestPath(String word, int[] ids) {
        double[] best = new double[word.length() + 1];
        int[] starts = new int[word.length() + 1];
        Arrays.fill(starts, PieceTrie.NONE);
        for (int from = 0; from < word.length(); ) {
            int next = from + Character.charCount(word.codePointAt(from));
            boolean single = false;
            int node = PieceTrie.ROOT;
            for (int i = from; i < word.length(); ) {
                node = pieces.child(node, word.charAt(i++));
                if (node == PieceTrie.NONE) {
                    break;
                }
                int id = pieces.value(node);
                if (id != PieceTrie.NONE) {
                    single |= i == next;
                    step(from, i, id, best[from] + scores[id], best, starts, ids);
                }
            }
            if (!single) {
                step(from, next, unknownId, best[from] + unknownScore, best, starts, ids);
            }
            from = next;
        }
        return starts;
    }

    private static void step(
            int from, int to, int id, double score, double[] best, int[] starts, int[] ids) {
        if (starts[to] == PieceTrie.NONE || score > best[to]) {
            best[to] = score;
            starts[to] = from;
            ids[to] = id;
        }
    }

    private void addUnknown(String text, IntBuffer out) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (byteFallback && hasAll(utf8)) {
            for (byte b : utf8) {
                out.add(byteIds[b & 0xFF]);
            }
        } else if (unknownId >= 0) {
            out.add(unknownId);
        }
    }

    private boolean hasAll(byte[] utf8) {
        for (byte b : utf8) {
            if (byteIds[b & 0xFF] < 0) {
                return false;
            }
        }
        return true;
    }
}
