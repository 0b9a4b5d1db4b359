package io.aifactory.tokenization;

import io.aifactory.tokenization.internal.text.ByteAlphabet;
import java.util.List;

/** A small tokenizer for tests, trained on texts of several scripts. */
final class TrainedTokenizers {
    static final String END_OF_TEXT = "<|endoftext|>";

    private static final List<String> TEXTS =
            List.of(
                    "The quick brown fox jumps over the lazy dog. The dog doesn't mind; it's lazy.\n",
                    "Señor Presidente, la Comisión ha propuesto una directiva sobre la pesca.\n",
                    "int x = 1234; // the quick fix\n\tfor (int i = 0; i < x; i++) {\n\t}\n",
                    "日本語の文章と、日本語の言葉。 नमस्ते दुनिया, नमस्ते! 👩‍👩‍👧 👩‍👩‍👧\n");

    private TrainedTokenizers() {}

    /** The 256 characters that stand for bytes, by code point. */
    static List<String> byteSymbols() {
        return new String(ByteAlphabet.sorted()).chars().mapToObj(Character::toString).toList();
    }

    static Tokenizer small() {
        BytePairTrainer trainer = new BytePairTrainer(400, 2, List.of(END_OF_TEXT));
        TEXTS.forEach(trainer::add);
        TEXTS.forEach(trainer::add);
        return trainer.train(size -> {});
    }
}
