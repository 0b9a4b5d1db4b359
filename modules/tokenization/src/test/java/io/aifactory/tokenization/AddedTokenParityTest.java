package io.aifactory.tokenization;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Added tokens with every flag, found where the Hugging Face library finds them. */
class AddedTokenParityTest {
    private static final Parity BERT =
            new Parity(
                    withTokens(
                            Documents.of(Documents.BYTES_MODEL)
                                    .withNormalizer("{\"type\": \"Lowercase\"}")));
    private static final Parity METASPACE =
            new Parity(
                    withTokens(
                            Documents.of(Documents.BYTES_MODEL)
                                    .withPreTokenizer(
                                            """
                                            {"type": "Metaspace", "replacement": "▁",
                                             "prepend_scheme": "first", "split": true}\
                                            """)));

    @Property(tries = 1_000, seed = "20260101")
    void inLowercaseText(@ForAll("texts") String text) {
        BERT.check(text);
    }

    @Property(tries = 1_000, seed = "20260101")
    void inTextWithVisibleSpaces(@ForAll("texts") String text) {
        METASPACE.check(text);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "<special>",
                        "<Left>",
                        "<left>",
                        "Right",
                        "right",
                        "WORD",
                        "word",
                        "both",
                        "<long",
                        "<longer>",
                        " ",
                        "  ",
                        "\n",
                        "\u00A0",
                        "a",
                        "_",
                        "é",
                        "e\u0301",
                        "日",
                        "x",
                        "<",
                        ">",
                        "Norm",
                        "norm")
                .list()
                .ofMaxSize(14)
                .map(list -> String.join("", list));
    }

    private static Documents withTokens(Documents document) {
        return document.withAdded(257, "<special>", "special")
                .withAdded(258, "<Left>", "lstrip")
                .withAdded(259, "Right", "rstrip normalized")
                .withAdded(260, "WORD", "single_word")
                .withAdded(261, "word", "single_word normalized")
                .withAdded(262, "both", "lstrip rstrip single_word")
                .withAdded(263, "<long", "")
                .withAdded(264, "<longer>", "lstrip special")
                .withAdded(265, "Norm", "normalized")
                .withAdded(266, "e\u0301", "normalized");
    }
}
