package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BytePairTrainerTest {
    private static final String END = TrainedTokenizers.END_OF_TEXT;

    @Test
    void theMostFrequentPairIsJoinedFirstAndTiesGoToTheSmallerIds() {
        // Given: "ab" 3 times, "cd" 2 times, "ef" 2 times (words split at the space)
        BytePairTrainer trainer = new BytePairTrainer(256 + 1 + 3, 2, List.of(END));
        trainer.add("ef\nab\ncd\nab\nef\nab\ncd");

        // When
        Tokenizer tokenizer = trainer.train(size -> {});

        // Then: id 0 is the special token, 1…256 the bytes, then ab, cd, ef
        assertArrayEquals(new int[] {257}, tokenizer.encode("ab"));
        assertArrayEquals(new int[] {258}, tokenizer.encode("cd"));
        assertArrayEquals(new int[] {259}, tokenizer.encode("ef"));
        assertEquals(260, tokenizer.vocabularySize());
        assertEquals(OptionalInt.of(0), tokenizer.tokenId(END));
    }

    @Test
    void memoryGrowsWithDifferentWordsNotWithText() {
        BytePairTrainer trainer = new BytePairTrainer(256 + 10, 2, List.of());

        // When two words, of two symbols and of one, and then the same again
        trainer.add("ab\nab");
        long first = trainer.memoryBytes();
        trainer.add("ab\nab\nab");

        // Then
        assertEquals(2 * 60 + 3 * 46, first);
        assertEquals(first, trainer.memoryBytes());
    }

    @Test
    void overlappingPairsAreCountedOnceAfterAMerge() {
        // Given: one word "aaaa" twice: pair (a,a) has 3 windows, joined to "aa" "aa", then "aaaa"
        BytePairTrainer trainer = new BytePairTrainer(256 + 10, 2, List.of());
        trainer.add("aaaa\naaaa");

        // When
        Tokenizer tokenizer = trainer.train(size -> {});

        // Then
        assertEquals(258, tokenizer.vocabularySize());
        assertArrayEquals(new int[] {257}, tokenizer.encode("aaaa"));
        assertArrayEquals(new int[] {256, 'a' - '!'}, tokenizer.encode("aaa"));
    }

    @Test
    void theOrderOfTheTextsDoesNotMatter() {
        // Given
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            texts.add(
                    "document " + i + " about the " + (i % 7) + " foxes and " + (i % 13) + " dogs");
        }

        // When
        byte[] forwards = train(texts);
        byte[] backwards = train(texts.reversed());

        // Then
        assertArrayEquals(forwards, backwards);
    }

    @Test
    void aWrittenTokenizerReadsBackToTheSameBytes() {
        byte[] written = TokenizerJson.write(TrainedTokenizers.small());

        assertArrayEquals(written, TokenizerJson.write(TokenizerJson.read(written)));
    }

    @Test
    void realTextHasTheIdsOfTheHuggingFaceLibrary() throws IOException {
        // Given
        String shakespeare = ReferenceData.text("oracles/text/tinyshakespeare.txt");
        BytePairTrainer trainer = new BytePairTrainer(2_000, 2, List.of(END));
        trainer.add(shakespeare);

        // When
        Tokenizer tokenizer = trainer.train(size -> {});

        // Then
        assertEquals(2_000, tokenizer.vocabularySize());
        int[] ids = tokenizer.encode(shakespeare);
        assertTrue(ids.length < shakespeare.length() / 2, () -> "only " + ids.length + " tokens");
        assertEquals(shakespeare, tokenizer.decode(ids));
        try (HuggingFace oracle = new HuggingFace(TokenizerJson.write(tokenizer))) {
            assertArrayEquals(oracle.encode(shakespeare), ids);
        }
    }

    @Test
    void textsNeverMakeASpecialToken() {
        // Given: a special token that pairs of bytes would form
        BytePairTrainer trainer = new BytePairTrainer(256 + 20, 1, List.of("ab"));
        trainer.add("ab ab abc abc");

        // When
        Tokenizer tokenizer = trainer.train(size -> {});

        // Then
        assertEquals("ab", tokenizer.decode(tokenizer.encode("ab")));
        assertArrayEquals(new int[] {0}, tokenizer.encodeWithSpecialTokens("ab"));
        assertEquals("", tokenizer.decode(new int[] {0}));
    }

    @Test
    void progressIsReportedAndCanStopTheTraining() {
        BytePairTrainer trainer = new BytePairTrainer(300, 1, List.of());
        trainer.add("one two three four five six seven eight nine ten");
        List<Integer> sizes = new ArrayList<>();

        assertThrows(
                IllegalStateException.class,
                () ->
                        trainer.train(size -> {
                            sizes.add(size);
                            if (sizes.size() == 3) {
                                throw new IllegalStateException("stopped");
                            }
                        }));

        assertEquals(List.of(257, 258, 259), sizes);
    }

    @Test
    void impossibleSettingsAreRefusedWithTheRange() {
        IllegalArgumentException tooSmall =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new BytePairTrainer(256, 2, List.of(END)));
        assertEquals(
                "a vocabulary of 256 is not possible; give a size from 257 to 1048576",
                tooSmall.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new BytePairTrainer(1 << 21, 2, List.of(END)));
        assertThrows(
                IllegalArgumentException.class, () -> new BytePairTrainer(300, 0, List.of(END)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BytePairTrainer(300, 2, List.of(END, END)));
    }

    private static byte[] train(List<String> texts) {
        BytePairTrainer trainer = new BytePairTrainer(320, 2, List.of(END));
        texts.forEach(trainer::add);
        return TokenizerJson.write(trainer.train(size -> {}));
    }
}
