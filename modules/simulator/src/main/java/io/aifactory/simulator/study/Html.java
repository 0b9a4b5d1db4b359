package io.aifactory.simulator.study;

/** Text in HTML. */
final class Html {
    private Html() {}

    /** As text or inside an attribute in double quotes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
