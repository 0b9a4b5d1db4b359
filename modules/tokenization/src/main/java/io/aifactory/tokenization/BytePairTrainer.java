package io.aifactory.tokenization;

import io.aifactory.tokenization.internal.model.BytePairModel;
import io.aifactory.tokenization.internal.pipeline.PipelineTokenizer;
import io.aifactory.tokenization.internal.text.ByteAlphabet;
import io.aifactory.tokenization.internal.training.ByteLevelPipeline;
import io.aifactory.tokenization.internal.training.MergeLearner;
import io.aifactory.tokenization.internal.training.WordCounts;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Trains a byte-level byte-pair tokenizer. Deterministic: the same texts, in any order, give the
 * same tokenizer. Ids are the special tokens, the 256 byte symbols in the order of their
 * characters, then one token a merge, most frequent first; of equally frequent pairs the one with
 * the smaller ids. Not thread-safe; used once.
 */
public final class BytePairTrainer {
    private static final int MAX_VOCABULARY = 1 << 20;

    private final int vocabularySize;
    private final int minimumFrequency;
    private final List<String> specialTokens;
    private final WordCounts counts = new WordCounts(ByteLevelPipeline.preTokenizer());

    /**
     * @param vocabularySize ids wanted, special tokens and byte symbols included; fewer if the
     *     texts have no more frequent pairs
     * @param minimumFrequency a pair that occurs less often is not joined; at least 1
     * @param specialTokens given the ids 0, 1, 2 …; texts never produce them
     * @throws IllegalArgumentException if the size has no room for bytes and special tokens or is
     *     above 2^20, or a special token is repeated, empty or a single character
     */
    public BytePairTrainer(int vocabularySize, int minimumFrequency, List<String> specialTokens) {
        int floor = ByteAlphabet.SIZE + specialTokens.size();
        if (vocabularySize < floor || vocabularySize > MAX_VOCABULARY) {
            throw new IllegalArgumentException(
                    "a vocabulary of "
                            + vocabularySize
                            + " is not possible; give a size from "
                            + floor
                            + " to "
                            + MAX_VOCABULARY);
        }
        if (minimumFrequency < 1) {
            throw new IllegalArgumentException("the minimum frequency must be at least 1");
        }
        if (new HashSet<>(specialTokens).size() < specialTokens.size()
                || specialTokens.stream().anyMatch(token -> token.length() < 2)) {
            throw new IllegalArgumentException(
                    "special tokens must differ and have at least two characters");
        }
        this.vocabularySize = vocabularySize;
        this.minimumFrequency = minimumFrequency;
        this.specialTokens = List.copyOf(specialTokens);
    }

    /** Counts the words of one text, which is not kept. */
    public void add(String text) {
        counts.add(text);
    }

    /** Estimated heap that learning from what was added so far takes, in bytes. */
    public long memoryBytes() {
        return counts.memoryBytes();
    }

    /**
     * Learns from what was added.
     *
     * @param progress told the number of ids after every merge; may throw to stop the training
     */
    public Tokenizer train(IntConsumer progress) {
        MergeLearner.Learned learned =
                new MergeLearner(specialTokens)
                        .learn(counts, vocabularySize, minimumFrequency, progress);
        return new PipelineTokenizer(
                ByteLevelPipeline.of(specialTokens),
                new BytePairModel(
                        learned.vocabulary(),
                        learned.merges(),
                        BytePairModel.Options.PLAIN,
                        id -> id < specialTokens.size()));
    }
}
