package io.aifactory.tokenization.internal.grammar.schema;

import java.util.Map;

/**
 * Formats that are held to, as patterns of the whole value. Others assert nothing, as JSON Schema
 * 2020-12 has it by default. Date and time are those of RFC 3339 from the year 1000 on, without
 * leap seconds.
 */
final class Formats {
    private static final String DATE =
            "(?:[1-9]\\d{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])"
                    + "|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))"
                    + "|(?:[1-9]\\d(?:0[48]|[2468][048]|[13579][26])"
                    + "|(?:[2468][048]|[13579][26])00)-02-29)";
    private static final String TIME =
            "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?"
                    + "(?:Z|\\+(?:0\\d|1[0-3]):[0-5]\\d|-(?:0[1-9]|1[0-2]):[0-5]\\d)";
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?";

    static final Map<String, String> PATTERNS =
            Map.of(
                    "date",
                    DATE,
                    "time",
                    TIME,
                    "date-time",
                    DATE + "T" + TIME,
                    "uuid",
                    "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
                    "ipv4",
                    BYTE + "(?:\\." + BYTE + "){3}",
                    "email",
                    "[A-Za-z0-9_+-]{1,30}(?:\\.[A-Za-z0-9_+-]{1,30})?@(?:"
                            + LABEL
                            + "\\.){1,3}[A-Za-z]{2,10}");

    private Formats() {}
}
