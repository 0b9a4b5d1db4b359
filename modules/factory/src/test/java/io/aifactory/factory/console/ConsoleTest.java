package io.aifactory.factory.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Console console(boolean terminal) {
        return new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutATerminalProgressIsALineEveryTenPercent() {
        try (Console.Progress progress = console(false).progress("train")) {
            for (int percent = 0; percent <= 100; percent++) {
                progress.update(percent / 100.0, "x");
            }
        }

        assertTrue(printed().lines().count() <= 12, printed());
        assertTrue(printed().startsWith("  train      [------------------------]   0 %  x"));
        assertEquals(-1, printed().indexOf('\r'));
    }

    @Test
    void onATerminalProgressIsDrawnOverAndLeavesNothing() {
        try (Console.Progress progress = console(true).progress("train")) {
            progress.update(0.5, "x");
            progress.update(2.0, "beyond");
        }

        assertTrue(printed().contains("100 %  beyond"));
        assertTrue(printed().endsWith("\r\033[K"));
        assertEquals(-1, printed().indexOf('\n'));
    }
}
