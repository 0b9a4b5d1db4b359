package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** One document read by this module and by the Hugging Face library. */
final class Parity {
    private final Tokenizer ours;
    private final HuggingFace theirs;
    private final String name;

    Parity(Documents document) {
        this.ours = TokenizerJson.read(document.bytes());
        this.theirs = new HuggingFace(document.bytes());
        this.name = document.normalizer() + document.preTokenizer() + document.decoder();
    }

    /** Same ids, same framed ids, and the same text back, whatever the text. */
    static void overNastyTexts(Documents document) {
        Parity parity = new Parity(document);
        NastyTexts.ALL.forEach(parity::check);
    }

    void check(String text) {
        int[] ids = ours.encodeWithSpecialTokens(text);
        assertArrayEquals(theirs.encode(text), ids, () -> name + " on '" + text + "'");
        assertArrayEquals(theirs.encodeFramed(text), ours.frame().frame(ids).ids(), text);
        assertEquals(theirs.decode(ids), ours.decode(ids), () -> name + " on '" + text + "'");
    }
}
