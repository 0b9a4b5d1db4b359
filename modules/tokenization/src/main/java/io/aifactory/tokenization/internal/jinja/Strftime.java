package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.template.TemplateLimits;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** {@code datetime.strftime} in the C locale. */
final class Strftime {
    private Strftime() {}

    static String format(String format, ZonedDateTime time) {
        if (format.length() > TemplateLimits.WIDTH) {
            throw Trouble.limit(
                    "a format of dates of more than " + TemplateLimits.WIDTH + " characters");
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%' || at == format.length()) {
                out.append(c);
                continue;
            }
            boolean unpadded = format.charAt(at) == '-' && at + 1 < format.length();
            at += unpadded ? 1 : 0;
            String field = field(format.charAt(at++), time);
            out.append(unpadded ? withoutZeros(field) : field);
        }
        return out.toString();
    }

    private static String withoutZeros(String field) {
        String stripped = field.replaceFirst("^0+", "");
        return stripped.isEmpty() ? "0" : stripped;
    }

    private static String field(char directive, ZonedDateTime time) {
        return switch (directive) {
            case '%' -> "%";
            case 'Y' -> String.format(Locale.ROOT, "%d", time.getYear());
            case 'y' -> padded(time.getYear() % 100, 2);
            case 'm' -> padded(time.getMonthValue(), 2);
            case 'd' -> padded(time.getDayOfMonth(), 2);
            case 'e' -> String.format(Locale.ROOT, "%2d", time.getDayOfMonth());
            case 'H' -> padded(time.getHour(), 2);
            case 'I' -> padded((time.getHour() + 11) % 12 + 1, 2);
            case 'M' -> padded(time.getMinute(), 2);
            case 'S' -> padded(time.getSecond(), 2);
            case 'f' -> padded(time.getNano() / 1000, 6);
            case 'j' -> padded(time.getDayOfYear(), 3);
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' ->
                    time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
            case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
            case 'D' -> format("%m/%d/%y", time);
            case 'F' -> format("%Y-%m-%d", time);
            case 'T' -> format("%H:%M:%S", time);
            case 'R' -> format("%H:%M", time);
            case 'n' -> "\n";
            case 't' -> "\t";
            // transformers asks for the local time without a zone.
            case 'z', 'Z' -> "";
            default ->
                    throw Trouble.unsupported(
                            "the format '%" + directive + "' of dates; write %Y, %m, %d, %b …");
        };
    }

    private static String padded(int number, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "d", number);
    }
}
