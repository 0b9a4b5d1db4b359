package io.aifactory.storage.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The held-out tokens that are evaluated, the same ones for the model and for its baseline: the
 * first tokens of the split, up to the last document end within the limit (or the limit itself
 * where the first document is longer).
 *
 * <p>Every token is a target exactly once, document ends included: the sum of nats is the code
 * length of the text together with where its documents end. The first token is predicted from an
 * end-of-text token put before it. Windows of T targets do not overlap, so early targets of a
 * window have a short context.
 */
public final class HeldOut {
    private final int[] stream;
    private final long bytes;

    private HeldOut(int[] stream, long bytes) {
        this.stream = stream;
        this.bytes = bytes;
    }

    /**
     * @param tokens the held-out split
     * @param endOfText id that ends documents
     * @param limit at most so many tokens
     * @param byteLength UTF-8 bytes an id stands for; 0 for special tokens
     */
    public static HeldOut of(
            TokenStream tokens, int endOfText, int limit, IntUnaryOperator byteLength) {
        int length = (int) Math.min(tokens.size(), limit);
        int[] targets = tokens.read(0, length);
        if (length < tokens.size()) {
            targets = Arrays.copyOf(targets, wholeDocuments(targets, endOfText));
        }
        int[] stream = new int[targets.length + 1];
        stream[0] = endOfText;
        System.arraycopy(targets, 0, stream, 1, targets.length);
        return new HeldOut(stream, Arrays.stream(targets).map(byteLength).asLongStream().sum());
    }

    private static int wholeDocuments(int[] targets, int endOfText) {
        for (int end = targets.length; end > 0; end--) {
            if (targets[end - 1] == endOfText) {
                return end;
            }
        }
        return targets.length;
    }

    /** Number of targets. */
    public int targets() {
        return stream.length - 1;
    }

    /** UTF-8 bytes that the targets stand for. */
    public long bytes() {
        return bytes;
    }

    /** An end-of-text token, then all targets. */
    public int[] stream() {
        return stream.clone();
    }

    /**
     * Batches for evaluation: rows of T + 1 tokens, the last batch one shorter row where the length
     * is not a multiple of T.
     */
    public List<int[][]> batches(int contextTokens, int batchRows) {
        List<int[]> rows = new ArrayList<>();
        int start = 0;
        for (; start + contextTokens < stream.length; start += contextTokens) {
            rows.add(Arrays.copyOfRange(stream, start, start + contextTokens + 1));
        }
        List<int[][]> batches = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += batchRows) {
            batches.add(
                    rows.subList(i, Math.min(rows.size(), i + batchRows)).toArray(int[][]::new));
        }
        if (start < stream.length - 1) {
            batches.add(new int[][] {Arrays.copyOfRange(stream, start, stream.length)});
        }
        return batches;
    }

    /** Nats over all targets as bits per byte of text. */
    public double bitsPerByte(double nats) {
        return nats / (Math.log(2) * bytes);
    }
}
