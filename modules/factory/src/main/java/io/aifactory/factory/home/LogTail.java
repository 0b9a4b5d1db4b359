package io.aifactory.factory.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, however long it is and whatever bytes other programs wrote to it. */
public final class LogTail {
    private static final int MOST_BYTES = 256 * 1024;

    private LogTail() {}

    /**
     * @param lines at most so many; the oldest may be cut where they are very long
     */
    public static List<String> of(Path log, int lines) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            long start = Math.max(0, channel.size() - MOST_BYTES);
            channel.position(start);
            ByteBuffer end = ByteBuffer.allocate((int) (channel.size() - start));
            while (end.hasRemaining() && channel.read(end) >= 0) {
                // read on: a channel may give less than was asked for
            }
            String text = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
            List<String> all = text.lines().toList();
            return all.subList(Math.max(0, all.size() - Math.max(0, lines)), all.size());
        }
    }
}
