package io.aifactory.factory.npm;

import io.aifactory.factory.console.Messages;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** From what npm printed to what is wrong and what to do. Pure. */
final class Complaint {
    /** npm up to 9 writes {@code npm ERR!}, later ones {@code npm error}. */
    private static final Pattern LINE = Pattern.compile("^npm (?:ERR!|error) ?(.*)$");

    private static final Pattern CODE = Pattern.compile("code (\\S+)");
    private static final Set<String> ABSENT = Set.of("E404", "ETARGET", "ENOVERSIONS", "E410");
    private static final Set<String> REFUSED = Set.of("E401", "E403", "ENEEDAUTH", "E407");
    private static final Set<String> DAMAGED =
            Set.of("EINTEGRITY", "TAR_BAD_ARCHIVE", "Z_BUF_ERROR");
    private static final Set<String> UNREACHABLE =
            Set.of(
                    "ENOTFOUND",
                    "EAI_AGAIN",
                    "ECONNREFUSED",
                    "ECONNRESET",
                    "ETIMEDOUT",
                    "ENETUNREACH",
                    "EHOSTUNREACH",
                    "ERR_SOCKET_TIMEOUT",
                    "ENOTCACHED",
                    "EPROTO",
                    "FETCH_ERROR");

    private static final int SHOWN_LINES = 3;
    private static final int SHOWN_CHARACTERS = 300;

    private Complaint() {}

    /**
     * @param coordinate of the package
     * @param said standard error of npm
     */
    static String of(String coordinate, String said) {
        List<String> errors =
                said.lines()
                        .map(LINE::matcher)
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1).strip())
                        .filter(line -> !line.isEmpty())
                        .toList();
        String code =
                errors.stream()
                        .map(CODE::matcher)
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1))
                        .findFirst()
                        .orElse("");
        String key;
        if (ABSENT.contains(code)) {
            key = "npm.absent";
        } else if (REFUSED.contains(code)) {
            key = "npm.refused";
        } else if (DAMAGED.contains(code)) {
            key = "npm.damaged";
        } else if (UNREACHABLE.contains(code)) {
            key = "npm.unreachable";
        } else if (code.equals("ENOSPC")) {
            key = "npm.full";
        } else {
            key = "npm.failed";
        }
        return Messages.text(key, coordinate, shown(errors));
    }

    private static String shown(List<String> errors) {
        String text =
                errors.stream()
                        .filter(line -> !line.startsWith("A complete log of this run"))
                        .limit(SHOWN_LINES)
                        .map(line ->
                                line.length() > SHOWN_CHARACTERS
                                        ? line.substring(0, SHOWN_CHARACTERS) + "…"
                                        : line)
                        .collect(Collectors.joining("; "));
        return text.isEmpty() ? Messages.text("npm.silent") : text;
    }
}
