package io.aifactory.training.runner;

import io.aifactory.training.protocol.ProtocolJson;
import io.aifactory.training.protocol.TrainerEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Reads the whole lines that were appended to an event file since the last look. */
final class EventTail {
    private static final Logger LOG = Logger.getLogger(EventTail.class);
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;
    private long position;

    /**
     * @param file may not exist yet
     * @param position bytes already read
     */
    EventTail(Path file, long position) {
        this.file = file;
        this.position = position;
    }

    /** Bytes read so far; always the end of a line. */
    long position() {
        return position;
    }

    /** The next events; empty when there are none yet. Ask again until it is. */
    List<TrainerEvent> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {}
        }
        List<TrainerEvent> events = new ArrayList<>();
        int lineStart = 0;
        for (int i = 0; i < bytes.position(); i++) {
            if (bytes.get(i) == '\n') {
                parse(bytes.array(), lineStart, i, events);
                lineStart = i + 1;
            }
        }
        position += lineStart;
        return events;
    }

    private void parse(byte[] bytes, int start, int end, List<TrainerEvent> into) {
        String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        try {
            into.add(ProtocolJson.parse(line, TrainerEvent.class));
        } catch (IllegalArgumentException e) {
            LOG.warnf(e, "ignored a line that is no event, at byte %d", position + start);
        }
    }
}
