package io.aifactory.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostmasterFileTest {
    private static final List<String> READY =
            List.of("4711", "/data", "1700000000", "5432", "", "127.0.0.1", "  1 2", "ready   ");

    @Test
    void theEighthLineSaysReady() {
        assertEquals(Optional.of(new PostmasterFile(4711, true)), PostmasterFile.parse(READY));
    }

    @Test
    void aStartingServerIsNotReady() {
        assertEquals(
                Optional.of(new PostmasterFile(4711, false)),
                PostmasterFile.parse(READY.subList(0, 7)));
    }

    @Test
    void aHalfWrittenFileSaysNothing() {
        assertEquals(Optional.empty(), PostmasterFile.parse(List.of()));
        assertEquals(Optional.empty(), PostmasterFile.parse(List.of("47x")));
    }
}
