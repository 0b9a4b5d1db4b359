package io.aifactory.ingestion.text;

import java.text.Normalizer;

/**
 * The normal form of a document: Unicode NFC, line feeds as line ends, no white space at the end of
 * a line, no empty lines at the beginning, nothing but text at the end. Applying it twice changes
 * nothing.
 */
public final class NormalText {
    private NormalText() {}

    public static String of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder out = new StringBuilder(composed.length());
        for (int i = 0; i < composed.length(); i++) {
            char c = composed.charAt(i);
            if (c == '\r') {
                c = '\n';
                if (i + 1 < composed.length() && composed.charAt(i + 1) == '\n') {
                    i++;
                }
            }
            if (c == '\n') {
                dropBlanks(out);
                if (out.isEmpty()) {
                    continue;
                }
            }
            out.append(c);
        }
        while (!out.isEmpty() && isBlank(out.charAt(out.length() - 1), true)) {
            out.setLength(out.length() - 1);
        }
        return out.toString();
    }

    private static void dropBlanks(StringBuilder out) {
        while (!out.isEmpty() && isBlank(out.charAt(out.length() - 1), false)) {
            out.setLength(out.length() - 1);
        }
    }

    private static boolean isBlank(char c, boolean lineEndsToo) {
        return c == ' ' || c == '\t' || (lineEndsToo && c == '\n');
    }
}
