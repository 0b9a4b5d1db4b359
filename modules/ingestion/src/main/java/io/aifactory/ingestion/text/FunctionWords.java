package io.aifactory.ingestion.text;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the language of a text by its function words, for the languages that are wanted and those
 * that resemble them. A guess is given only where a quarter of all words are function words of one
 * language and clearly more than of any other.
 */
public final class FunctionWords {
    private static final int LEAST_WORDS = 12;
    private static final double LEAST_SHARE = 0.25;
    private static final double LEAST_LEAD = 0.05;
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private static final Map<String, Set<String>> WORDS =
            new TreeMap<>(
                    Map.of(
                            "en",
                            words(
                                    "the of and to in is that for it this be on with as are we have"
                                            + " not by which will from has was but would their our"
                                            + " also been"),
                            "es",
                            words(
                                    "de la que el en los y a las del se por con para una un no es al"
                                            + " lo como más su pero sobre ha esta este sus señor hay"),
                            "pt",
                            words(
                                    "de a que o e do da em os as para com um uma não é dos no das ao"
                                            + " na por se mais como também foi senhor são à"),
                            "it",
                            words(
                                    "di e che la il in a per è un del della una i non le dei con si"
                                            + " da al delle ha alla sono nel ma più anche questo gli"),
                            "fr",
                            words(
                                    "de la et les des que le à en du un une est pour nous dans qui"
                                            + " pas sur ce il au par avec ne se plus cette a sont ont"),
                            "ro",
                            words(
                                    "de a și şi în la să că o cu pentru care este nu din pe un mai al"
                                            + " ale sunt fi această cea prin"),
                            "de",
                            words(
                                    "die der und in zu den das nicht ist von dass für es eine auf mit"
                                            + " wir ein im des sie auch dem werden sich haben als"),
                            "nl",
                            words(
                                    "de het van en een in dat te voor is op zijn die met niet aan er"
                                            + " wij om ook als deze worden maar bij hebben door")));

    private FunctionWords() {}

    /** ISO 639-1 code of the language, where it is clear. */
    public static Optional<String> language(String text) {
        Map<String, Integer> hits = new TreeMap<>();
        int total = 0;
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String word = matcher.group();
            total++;
            WORDS.forEach((language, words) -> {
                if (words.contains(word)) {
                    hits.merge(language, 1, Integer::sum);
                }
            });
        }
        if (total < LEAST_WORDS || hits.isEmpty()) {
            return Optional.empty();
        }
        String best = "";
        int first = 0;
        int second = 0;
        for (Map.Entry<String, Integer> hit : hits.entrySet()) {
            if (hit.getValue() > first) {
                second = first;
                first = hit.getValue();
                best = hit.getKey();
            } else {
                second = Math.max(second, hit.getValue());
            }
        }
        boolean clear = first >= LEAST_SHARE * total && first - second >= LEAST_LEAD * total;
        return clear ? Optional.of(best) : Optional.empty();
    }

    private static Set<String> words(String list) {
        return Set.of(list.split(" "));
    }
}
