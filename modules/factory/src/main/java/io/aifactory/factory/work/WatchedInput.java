package io.aifactory.factory.work;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that tells a watch how far it was read. */
public final class WatchedInput extends FilterInputStream {
    private static final long STEP = 1 << 20;

    private final Watch watch;
    private final long total;
    private long done;
    private long told;

    /**
     * @param total bytes that are expected
     */
    public WatchedInput(InputStream in, long total, Watch watch) {
        super(in);
        this.total = total;
        this.watch = watch;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        passed(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        passed(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = in.skip(bytes);
        passed(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void passed(long bytes) {
        done += bytes;
        if (done - told >= STEP || bytes == 0) {
            told = done;
            watch.passed(done, total);
        }
    }
}
