package io.aifactory.ingestion.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a byte stream.
 *
 * @param number from 1
 * @param bytes without the line end; empty if the line was too long
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Line(long number, byte[] bytes, boolean tooLong) {
    /** Reads line after line, never holding more than the limit. */
    static final class Reader {
        private final InputStream in;
        private final int maxBytes;
        private final byte[] chunk = new byte[1 << 16];
        private int position;
        private int limit;
        private long number;

        Reader(InputStream in, int maxBytes) {
            this.in = in;
            this.maxBytes = maxBytes;
        }

        /** The next line; null at the end. */
        @Nullable Line next() throws IOException {
            if (!fill()) {
                return null;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 10);
            boolean tooLong = false;
            while (fill()) {
                int end = position;
                while (end < limit && chunk[end] != '\n') {
                    end++;
                }
                tooLong |= bytes.size() + (end - position) > maxBytes;
                if (!tooLong) {
                    bytes.write(chunk, position, end - position);
                }
                position = end + 1;
                if (end < limit) {
                    break;
                }
                position = end;
            }
            number++;
            return new Line(number, tooLong ? new byte[0] : bytes.toByteArray(), tooLong);
        }

        private boolean fill() throws IOException {
            if (position >= limit) {
                position = 0;
                limit = Math.max(0, in.read(chunk));
            }
            return position < limit;
        }
    }
}
