package io.aifactory.ingestion.source;

import java.util.Locale;

/** Why a candidate is no document. */
public enum Rejection {
    /** NUL bytes or many control characters. */
    BINARY,
    /** More than one byte in ten is not valid UTF-8, or the text is UTF-16. */
    NOT_UTF8,
    /** Nothing but white space. */
    EMPTY,
    TOO_SHORT,
    TOO_LONG,
    /** A line that is not a JSON object. */
    MALFORMED_JSON,
    /** A JSON object without the text property. */
    NO_TEXT,
    /** A line that is not title, date and text. */
    MALFORMED_LINE,
    /** In another language than wanted, or in none that is clear. */
    OTHER_LANGUAGE,
    /** An entry of an archive whose name leads out of it. */
    UNSAFE_NAME;

    /** As the statistics name it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
