package io.aifactory.ingestion.text;

/** Tells text from everything else. */
public final class BinaryContent {
    /** Texts have line ends, tabs and form feeds, but hardly any other control character. */
    private static final double MAX_CONTROL_SHARE = 0.01;

    private BinaryContent() {}

    /** Whether bytes hold a NUL, or more than one control character in a hundred. */
    public static boolean isBinary(byte[] bytes) {
        int control = 0;
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
            boolean layout = (b >= '\t' && b <= '\r') || b == 0x1B;
            if ((b >= 0 && b < ' ' && !layout) || b == 0x7F) {
                control++;
            }
        }
        return control > bytes.length * MAX_CONTROL_SHARE;
    }
}
