package io.aifactory.factory.console;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Standard output for people: on a terminal progress is one line that is drawn over, elsewhere it
 * is now and then a plain line.
 */
public final class Console {
    private static final int BAR_CELLS = 24;

    private final PrintStream out;
    private final boolean terminal;

    public Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** The console of this process. */
    public static Console ofProcess() {
        boolean plain = "dumb".equals(System.getenv("TERM")) || System.getenv("CI") != null;
        return new Console(System.out, isTerminalAttached() && !plain);
    }

    /** Standard error, for commands whose standard output is their answer alone. */
    public static Console besideOutput() {
        return new Console(System.err, false);
    }

    @SuppressWarnings("SystemConsoleNull") // another console provider may still return null
    private static boolean isTerminalAttached() {
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public boolean isTerminal() {
        return terminal;
    }

    /** Shows one piece of work; close it when the work has ended, whatever the outcome. */
    public Progress progress(String label) {
        return new Progress(label);
    }

    /** Progress of one piece of work. Not thread-safe. */
    public final class Progress implements AutoCloseable {
        private static final double PLAIN_STEP = 0.1;
        private static final long PLAIN_NANOS = 15_000_000_000L;

        private final String label;
        private double shown = -1;
        private long shownAt = System.nanoTime();
        private boolean drawn;

        private Progress(String label) {
            this.label = label;
        }

        /**
         * @param fraction in [0, 1]
         * @param detail a short figure or two
         */
        public void update(double fraction, String detail) {
            double bounded = Math.clamp(fraction, 0.0, 1.0);
            if (terminal) {
                out.print("\r\033[K" + text(bounded, detail));
                out.flush();
                drawn = true;
                return;
            }
            long now = System.nanoTime();
            if (shown < 0 || bounded - shown >= PLAIN_STEP || now - shownAt >= PLAIN_NANOS) {
                line(text(bounded, detail));
                shown = bounded;
                shownAt = now;
            }
        }

        @Override
        public void close() {
            if (drawn) {
                out.print("\r\033[K");
                out.flush();
            }
        }

        private String text(double fraction, String detail) {
            int full = (int) Math.round(fraction * BAR_CELLS);
            return String.format(
                    Locale.ROOT,
                    "  %-10s [%s%s] %3.0f %%  %s",
                    label,
                    "#".repeat(full),
                    "-".repeat(BAR_CELLS - full),
                    fraction * 100,
                    detail);
        }
    }
}
