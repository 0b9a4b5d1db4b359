package io.aifactory.tokenization.internal.training;

import io.aifactory.tokenization.internal.model.Merges;
import io.aifactory.tokenization.internal.model.Vocabulary;
import io.aifactory.tokenization.internal.text.ByteAlphabet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The byte-pair algorithm (Sennrich et al. 2016) in the order of the Hugging Face trainer: special
 * tokens, the 256 byte symbols by code point, then one token a merge.
 */
public final class MergeLearner {
    /** What was learned. */
    public record Learned(Vocabulary vocabulary, Merges merges) {}

    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Set<String> special;
    private final Merges merges = new Merges();

    public MergeLearner(List<String> specialTokens) {
        special = Set.copyOf(specialTokens);
        specialTokens.forEach(this::idOf);
        for (char symbol : ByteAlphabet.sorted()) {
            idOf(String.valueOf(symbol));
        }
    }

    /**
     * Learns until the vocabulary is full or no pair is frequent enough.
     *
     * @param progress told the size of the vocabulary after every merge; may throw to stop
     */
    public Learned learn(
            WordCounts counts, int vocabularySize, long minimumFrequency, IntConsumer progress) {
        PairIndex pairs = new PairIndex(words(counts));
        Set<Long> joined = new HashSet<>();
        while (tokens.size() < vocabularySize) {
            PairIndex.Candidate pair = pairs.removeMostFrequent();
            if (pair == null || pair.count() < minimumFrequency) {
                break;
            }
            String token = tokens.get(pair.left()) + tokens.get(pair.right());
            if (special.contains(token)) {
                continue;
            }
            int id = idOf(token);
            if (joined.add(pair.pair())) {
                merges.add(pair.left(), pair.right(), id);
            }
            pairs.join(pair, id);
            progress.accept(tokens.size());
        }
        return new Learned(new Vocabulary(ids), merges);
    }

    private List<Word> words(WordCounts counts) {
        int[] byCharacter = new int[1 << 16];
        Arrays.fill(byCharacter, -1);
        for (char symbol : ByteAlphabet.sorted()) {
            byCharacter[symbol] = idOf(String.valueOf(symbol));
        }
        List<Word> words = new ArrayList<>(counts.counts().size());
        counts.counts()
                .forEach((text, count) ->
                        words.add(
                                new Word(
                                        text.chars().map(c -> byCharacter[c]).toArray(),
                                        count[0])));
        return words;
    }

    private int idOf(String token) {
        return ids.computeIfAbsent(
                token,
                t -> {
                    tokens.add(t);
                    return tokens.size() - 1;
                });
    }
}
