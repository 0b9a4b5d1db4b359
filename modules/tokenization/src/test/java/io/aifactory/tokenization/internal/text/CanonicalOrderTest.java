package io.aifactory.tokenization.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CanonicalOrderTest {
    @Property(tries = 300, seed = "20260101")
    void everyNormalisationFormStaysTheSame(@ForAll("marks") String text) {
        String ordered = CanonicalOrder.of(text);

        for (Form form : Form.values()) {
            assertEquals(
                    Normalizer.normalize(text, form), Normalizer.normalize(ordered, form), text);
        }
    }

    @Test
    void marksAreSortedByClassAndKeepTheirOrderWithin() {
        String run = "\u0301\u0323\u0300".repeat(40);

        assertEquals(
                "a" + "\u0323".repeat(40) + "\u0301\u0300".repeat(40),
                CanonicalOrder.of("a" + run));
    }

    @Test
    void shortRunsAreLeftAlone() {
        String text = "e\u0301\u0323 e\u0323\u0301";

        assertSame(text, CanonicalOrder.of(text));
    }

    /** Long runs of marks of all classes, with class 0, decomposable ones and letters between. */
    @Provide
    Arbitrary<String> marks() {
        Arbitrary<String> mark =
                Arbitraries.of(
                        "\u0301",
                        "\u0323",
                        "\u0334",
                        "\u0344",
                        "\u0345",
                        "\u0F71",
                        "\u0F72",
                        "\u0F73",
                        "\u3099",
                        "\u094D",
                        "\u0903",
                        "\u05B0",
                        "\u20DD",
                        "\u0488",
                        "\uD834\uDD65",
                        "\uD834\uDD6D",
                        "\u0340",
                        "\u0327",
                        "\u1DCE",
                        "\u0F74");
        Arbitrary<String> run =
                mark.list().ofMinSize(60).ofMaxSize(120).map(list -> String.join("", list));
        return run.list()
                .ofMaxSize(3)
                .flatMap(runs ->
                        Arbitraries.of("e", "か", "", " ", "각")
                                .map(letter -> letter + String.join(letter, runs)));
    }
}
