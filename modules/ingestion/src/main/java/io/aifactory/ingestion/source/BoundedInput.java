package io.aifactory.ingestion.source;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts decompressed bytes against what is left of a budget. */
final class BoundedInput extends FilterInputStream {
    /** Bytes that one file may still expand to. */
    static final class Budget {
        private static final long ALWAYS_ALLOWED = 1 << 20;

        private final String place;
        private long left;

        Budget(String place, long fileBytes, SourceLimits limits) {
            this.place = place;
            long expanded =
                    fileBytes > limits.maxBytes() / limits.maxExpansion()
                            ? limits.maxBytes()
                            : fileBytes * limits.maxExpansion();
            this.left = Math.min(limits.maxBytes(), Math.max(ALWAYS_ALLOWED, expanded));
        }

        private void take(long bytes) {
            left -= bytes;
            if (left < 0) {
                throw new FactoryException(
                        ErrorCode.LIMIT_EXCEEDED,
                        place
                                + " expands to more than is allowed; unpack it, or raise"
                                + " aifactory.ingestion.max-expansion and max-source-bytes.");
            }
        }
    }

    private final Budget budget;

    BoundedInput(InputStream in, Budget budget) {
        super(in);
        this.budget = budget;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            budget.take(1);
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n > 0) {
            budget.take(n);
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        budget.take(skipped);
        return skipped;
    }
}
