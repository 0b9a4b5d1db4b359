package io.aifactory.ingestion.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NormalTextTest {
    @Test
    void lineEndsBecomeLineFeedsAndBlanksAtTheEndGoAway() {
        assertEquals("a\nb\n\nc", NormalText.of("\n \r\na \t\r\nb\r\rc  \n\n"));
    }

    @Test
    void blanksAtTheBeginningOfALineStay() {
        assertEquals("    indented\n\tcode", NormalText.of("    indented\n\tcode"));
    }

    @Test
    void decomposedCharactersAreComposed() {
        assertEquals("é", NormalText.of("e\u0301"));
    }

    @Property(tries = 300, seed = "20260101")
    void normalisingTwiceChangesNothing(@ForAll String text) {
        String once = NormalText.of(text);

        assertEquals(once, NormalText.of(once));
        assertFalse(once.contains("\r"));
        assertFalse(once.contains(" \n"));
    }

    @Test
    void theLanguageOfATextIsToldByItsFunctionWords() {
        assertEquals(
                Optional.of("en"),
                FunctionWords.language(
                        "We have not been told what the position of the Council is on this matter,"
                                + " and it will be debated in the House."));
        assertEquals(
                Optional.of("es"),
                FunctionWords.language(
                        "Señor Presidente, la propuesta de la Comisión no es suficiente para los"
                                + " pescadores de las islas, pero es un primer paso."));
        assertEquals(
                Optional.of("pt"),
                FunctionWords.language(
                        "Senhor Presidente, a proposta da Comissão não é suficiente para os"
                                + " pescadores das ilhas, mas é um primeiro passo."));
        assertEquals(Optional.empty(), FunctionWords.language("Vote"));
        assertEquals(
                Optional.empty(),
                FunctionWords.language(
                        "Kysymys on siitä, miten jäsenvaltiot voivat toteuttaa tämän direktiivin"
                                + " ennen vuoden loppua ja kuka vastaa kustannuksista."));
    }
}
