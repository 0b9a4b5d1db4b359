package io.aifactory.factory.demo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Different beginnings of text for the measured requests, so that none repeats the one before. */
final class Prompts {
    private static final int COUNT = 64;
    private static final int WORDS = 8;
    private static final String PLAIN =
            "The committee has decided that the report of the commission on the budget for the next"
                    + " year will be presented to the parliament before the end of the month and that"
                    + " all members may propose changes to it until the vote takes place in the house";

    private Prompts() {}

    /**
     * @param sample text that the model itself wrote, if there is any: its own language
     */
    static List<String> of(@Nullable String sample) {
        String[] words = words(sample == null ? "" : sample);
        if (words.length < WORDS) {
            words = words(PLAIN);
        }
        var prompts = new ArrayList<String>();
        for (int i = 0; i < COUNT; i++) {
            var prompt = new StringBuilder();
            for (int w = 0; w < WORDS; w++) {
                prompt.append(words[(i * 7 + w) % words.length]).append(' ');
            }
            prompts.add(prompt.toString());
        }
        return prompts;
    }

    private static String[] words(String text) {
        return text.strip().split("\\s+");
    }
}
