package io.aifactory.tokenization.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Answers of a model that says anything the mask allows. */
final class Walks {
    /** What it prefers while it is still talking. */
    enum Mood {
        UNIFORM,
        /** Takes no token that closes something as long as there is another. */
        TALKATIVE
    }

    private static final String CLOSERS = "}]\"";

    /** What the patterns of {@link RandomSchemas} want before they may end. */
    private static final List<String> USEFUL = List.of("a", "x", "é", ".", "0", "-", ",");

    private static final String OPENERS = "{[";
    private static final int PATIENCE = 20_000;

    private Walks() {}

    /** Talks for some tokens, then closes what is open; the text of a whole answer. */
    static String answer(TokenGrammar grammar, Mood mood, int talk, Random random) {
        GrammarState state = grammar.start();
        List<Integer> said = new ArrayList<>();
        long[] mask = new long[grammar.maskWords()];
        for (int step = 0; step < PATIENCE; step++) {
            state.allowed(mask);
            int token =
                    step < talk ? talking(mask, mood, random) : closing(mask, random, step - talk);
            state = state.advance(token);
            if (state.ended()) {
                return SmallVocabulary.text(said);
            }
            said.add(token);
        }
        throw new AssertionError("no end after " + SmallVocabulary.text(said));
    }

    private static int talking(long[] mask, Mood mood, Random random) {
        List<Integer> allowed = ids(mask);
        if (mood == Mood.TALKATIVE) {
            List<Integer> open =
                    allowed.stream()
                            .filter(id -> id < SmallVocabulary.SPECIAL)
                            .filter(id -> CLOSERS.indexOf(last(id)) < 0)
                            .toList();
            allowed = open.isEmpty() ? allowed : open;
        }
        return allowed.get(random.nextInt(allowed.size()));
    }

    /** Ends as soon as it can; now and then at random, so as to get out of every place. */
    private static int closing(long[] mask, Random random, int late) {
        List<Integer> allowed = ids(mask);
        if (allowed.contains(SmallVocabulary.END)) {
            return SmallVocabulary.END;
        }
        List<Integer> closers =
                allowed.stream().filter(id -> id < 256 && CLOSERS.indexOf(id) >= 0).toList();
        if (!closers.isEmpty() && random.nextInt(2) != 0) {
            return closers.get(random.nextInt(closers.size()));
        }
        List<Integer> helpful = allowed.stream().filter(id -> USEFUL.contains(text(id))).toList();
        if (!helpful.isEmpty() && random.nextInt(4) != 0) {
            return helpful.get(random.nextInt(helpful.size()));
        }
        List<Integer> plain =
                allowed.stream()
                        .filter(id -> id < 256 && OPENERS.indexOf(last(id)) < 0 && last(id) != ',')
                        .toList();
        List<Integer> choice = plain.isEmpty() || late % 50 == 49 ? allowed : plain;
        return choice.get(random.nextInt(choice.size()));
    }

    private static String text(int id) {
        return SmallVocabulary.text(List.of(id));
    }

    private static char last(int id) {
        byte[] bytes = SmallVocabulary.INSTANCE.bytes(id);
        return (char) (bytes[bytes.length - 1] & 0xFF);
    }

    static List<Integer> ids(long[] mask) {
        List<Integer> ids = new ArrayList<>();
        for (int w = 0; w < mask.length; w++) {
            for (long word = mask[w]; word != 0; word &= word - 1) {
                ids.add((w << 6) + Long.numberOfTrailingZeros(word));
            }
        }
        return ids;
    }
}
