package io.aifactory.training.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.training.protocol.TrainerEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTailTest {
    private static final String CHECKPOINT = "{\"step\":7,\"type\":\"checkpoint\"}";

    @TempDir private Path folder;

    @Test
    void aLineCountsOnceItIsWhole() throws IOException {
        // Given
        Path file = folder.resolve("events.jsonl");
        EventTail tail = new EventTail(file, 0);
        assertEquals(List.of(), tail.read());

        // When
        append(file, CHECKPOINT + "\n" + CHECKPOINT.substring(0, 9));

        // Then
        assertEquals(List.of(new TrainerEvent.Checkpoint(7)), tail.read());
        assertEquals(List.of(), tail.read());

        // When
        append(file, CHECKPOINT.substring(9) + "\n");

        // Then
        assertEquals(List.of(new TrainerEvent.Checkpoint(7)), tail.read());
        assertEquals(2L * (CHECKPOINT.length() + 1), tail.position());
    }

    @Test
    void aLineThatIsNoEventIsLeftOut() throws IOException {
        Path file = folder.resolve("events.jsonl");
        append(file, "{\"type\":\"unheard-of\"}\n\n" + CHECKPOINT + "\n");

        assertEquals(List.of(new TrainerEvent.Checkpoint(7)), new EventTail(file, 0).read());
    }

    @Test
    void readingStartsWhereAnEarlierReaderStopped() throws IOException {
        Path file = folder.resolve("events.jsonl");
        append(file, "rubbish\n" + CHECKPOINT + "\n");

        assertEquals(List.of(new TrainerEvent.Checkpoint(7)), new EventTail(file, 8).read());
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
