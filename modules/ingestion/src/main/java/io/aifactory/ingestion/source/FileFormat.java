package io.aifactory.ingestion.source;

import java.util.Locale;
import java.util.Set;

/** What a file holds, judged by its name. */
enum FileFormat {
    /** A ZIP archive, jars included: every entry is a file. */
    ARCHIVE,
    /** Compressed with gzip: the name without {@code .gz} says what is inside. */
    GZIP,
    /** One JSON object a line. */
    JSON_LINES,
    /** Lines of title, date and text, divided by tabs. */
    EUROPARL_LINES,
    /** Running text: long files are several documents. */
    PROSE,
    /** Anything else that is text, source code above all: one document. */
    WHOLE;

    private static final Set<String> PROSE_ENDINGS =
            Set.of("txt", "text", "md", "markdown", "rst", "adoc", "tex");

    static FileFormat of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String file = lower.substring(Math.max(lower.lastIndexOf('/'), lower.lastIndexOf('!')) + 1);
        if (file.equals(EuroparlSample.FILE)) {
            return EUROPARL_LINES;
        }
        String ending = file.substring(file.lastIndexOf('.') + 1);
        return switch (ending) {
            case "zip", "jar" -> ARCHIVE;
            case "gz" -> GZIP;
            case "jsonl", "ndjson" -> JSON_LINES;
            default -> PROSE_ENDINGS.contains(ending) ? PROSE : WHOLE;
        };
    }
}
