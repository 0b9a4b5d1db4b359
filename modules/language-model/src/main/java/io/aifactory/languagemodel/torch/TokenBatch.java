package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Rows of tokens as the flat numbers that {@code decoder/training.py} wants. */
final class TokenBatch {
    private TokenBatch() {}

    /**
     * @param rows of equal length T + 1
     * @param smallest token allowed: 0, or -1 where a negative token is a target not counted
     * @param flags passed on after the shape
     * @throws IllegalArgumentException if a length or token is out of range
     */
    static long[] integers(ModelConfig config, int[][] rows, int smallest, int... flags) {
        if (rows.length == 0 || rows[0].length < 2) {
            throw new IllegalArgumentException("a batch needs rows of at least two tokens");
        }
        int length = rows[0].length;
        if (length - 1 > config.contextTokens()) {
            throw new IllegalArgumentException(
                    "rows of %d tokens exceed the context of %d"
                            .formatted(length - 1, config.contextTokens()));
        }
        long[] integers = new long[4 + flags.length + Math.multiplyExact(rows.length, length)];
        integers[0] = config.layers();
        integers[1] = config.heads();
        integers[2] = config.keyValueHeads();
        integers[3] = rows.length;
        int at = 4;
        for (int flag : flags) {
            integers[at++] = flag;
        }
        for (int[] row : rows) {
            if (row.length != length) {
                throw new IllegalArgumentException("rows of a batch must be of equal length");
            }
            for (int token : row) {
                if (token < smallest || token >= config.vocabulary()) {
                    throw new IllegalArgumentException("token " + token + " is out of range");
                }
                integers[at++] = token;
            }
        }
        return integers;
    }

    static ByteBuffer bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).flip();
    }
}
