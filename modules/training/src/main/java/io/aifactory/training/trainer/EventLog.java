package io.aifactory.training.trainer;

import io.aifactory.training.protocol.ProtocolJson;
import io.aifactory.training.protocol.TrainerEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends events to {@code events.jsonl}; each is handed to the system before the call returns. */
final class EventLog implements AutoCloseable {
    private final OutputStream out;

    private EventLog(OutputStream out) {
        this.out = out;
    }

    static EventLog open(Path file) throws IOException {
        return new EventLog(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    void report(TrainerEvent event) {
        byte[] line = (ProtocolJson.text(event) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            out.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot report an event", e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
