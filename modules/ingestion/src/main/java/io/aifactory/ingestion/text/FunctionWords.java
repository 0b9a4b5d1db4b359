package io.aifactory.ingestion.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Names the language of a text by its function words, for the languages that are wanted and those
 * that resemble them. A guess is given only where a quarter of all words are function words of one
 * language and clearly more than of any other.
 */
public final class FunctionWords {
    private static final int LEAST_WORDS = 12;
    private static final double LEAST_SHARE = 0.25;
    private static final double LEAST_LEAD = 0.05;

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

    private static final List<String> LANGUAGES = List.copyOf(WORDS.keySet());

    /** Each word with the positions in {@link #LANGUAGES} of those that have it. */
    private static final Map<String, List<Integer>> LANGUAGES_OF_WORD = languagesOfWord();

    private FunctionWords() {}

    /** ISO 639-1 code of the language, where it is clear. */
    public static Optional<String> language(String text) {
        int[] hits = new int[LANGUAGES.size()];
        int total = 0;
        String lower = text.toLowerCase(Locale.ROOT);
        for (int from = 0; from < lower.length(); ) {
            int to = from;
            while (to < lower.length() && Character.isLetter(lower.charAt(to))) {
                to++;
            }
            if (to > from) {
                total++;
                LANGUAGES_OF_WORD
                        .getOrDefault(lower.substring(from, to), List.of())
                        .forEach(language -> hits[language]++);
            }
            from = to + 1;
        }
        int best = 0;
        int second = 0;
        for (int i = 1; i < hits.length; i++) {
            if (hits[i] > hits[best]) {
                second = hits[best];
                best = i;
            } else {
                second = Math.max(second, hits[i]);
            }
        }
        boolean clear =
                total >= LEAST_WORDS
                        && hits[best] >= LEAST_SHARE * total
                        && hits[best] - second >= LEAST_LEAD * total;
        return clear ? Optional.of(LANGUAGES.get(best)) : Optional.empty();
    }

    private static Map<String, List<Integer>> languagesOfWord() {
        Map<String, List<Integer>> result = new HashMap<>();
        for (int i = 0; i < LANGUAGES.size(); i++) {
            for (String word : WORDS.getOrDefault(LANGUAGES.get(i), Set.of())) {
                result.computeIfAbsent(word, w -> new ArrayList<>()).add(i);
            }
        }
        return result;
    }

    private static Set<String> words(String list) {
        return Set.of(list.split(" "));
    }
}
