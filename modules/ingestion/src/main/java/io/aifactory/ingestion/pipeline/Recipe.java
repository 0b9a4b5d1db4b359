package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.ingestion.source.ReadingRules;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that decides what a dataset version contains, but for the sources.
 *
 * @param vocabulary token ids wanted
 * @param heldOutPercent share of documents kept for evaluation, 1…50
 * @param seed of the split
 * @param textProperty property of JSON lines that holds the text
 * @param minCharacters shorter texts are no documents
 * @param sectionBytes size of the documents that running text is cut into
 * @param shardTokens a shard ends with the document that reaches this number of tokens
 */
public record Recipe(
        int vocabulary,
        int heldOutPercent,
        long seed,
        String textProperty,
        int minCharacters,
        int sectionBytes,
        int shardTokens) {
    /** Raised whenever the same recipe would give other bytes than before. */
    private static final String PIPELINE = "1";

    public static final String END_OF_TEXT = "<|endoftext|>";
    public static final int DEFAULT_VOCABULARY = 4_096;
    public static final int DEFAULT_HELD_OUT_PERCENT = 5;
    public static final int DEFAULT_MIN_CHARACTERS = 16;
    public static final int DEFAULT_SECTION_BYTES = 16 << 10;
    private static final int SMALLEST_VOCABULARY = 257;
    private static final int LARGEST_VOCABULARY = 1 << 20;

    /** A pair that occurs once is not worth an id. */
    static final int MINIMUM_PAIR_FREQUENCY = 2;

    public Recipe {
        require(
                vocabulary >= SMALLEST_VOCABULARY && vocabulary <= LARGEST_VOCABULARY,
                "vocabulary",
                "must be from " + SMALLEST_VOCABULARY + " to " + LARGEST_VOCABULARY);
        require(
                heldOutPercent >= 1 && heldOutPercent <= 50,
                "heldOutPercent",
                "must be from 1 to 50");
        require(!textProperty.isBlank(), "textProperty", "must not be empty");
        require(minCharacters >= 1, "minCharacters", "must be at least 1");
        require(sectionBytes >= 1, "sectionBytes", "must be at least 1");
        require(shardTokens >= 1, "shardTokens", "must be at least 1");
    }

    ReadingRules readingRules() {
        return new ReadingRules(textProperty, sectionBytes);
    }

    /** By name, as the manifest keeps it. */
    Map<String, String> parameters() {
        return new TreeMap<>(
                Map.ofEntries(
                        Map.entry("pipeline", PIPELINE),
                        Map.entry("vocabulary", String.valueOf(vocabulary)),
                        Map.entry("heldOutPercent", String.valueOf(heldOutPercent)),
                        Map.entry("seed", String.valueOf(seed)),
                        Map.entry("split", "sha256 of seed and document id or group"),
                        Map.entry("textProperty", textProperty),
                        Map.entry("minCharacters", String.valueOf(minCharacters)),
                        Map.entry("sectionBytes", String.valueOf(sectionBytes)),
                        Map.entry("shardTokens", String.valueOf(shardTokens)),
                        Map.entry("normalisation", "NFC, LF, no trailing blanks"),
                        Map.entry("duplicates", "sha256 of normalised text"),
                        Map.entry("tokenizer", "byte-level BPE on the training part"),
                        Map.entry("minimumPairFrequency", String.valueOf(MINIMUM_PAIR_FREQUENCY))));
    }

    private static void require(boolean holds, String parameter, String problem) {
        if (!holds) {
            throw new FactoryException(
                            ErrorCode.INVALID_REQUEST, "'" + parameter + "' " + problem + ".")
                    .withParameter(parameter);
        }
    }
}
