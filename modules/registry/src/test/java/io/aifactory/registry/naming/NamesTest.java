package io.aifactory.registry.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "7b", "europarl-en-es", "llama-3.2_1b", "0.5"})
    void modelsMayBeCalled(String name) {
        assertEquals(name, Names.requireModel(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "A", "-a", ".a", "_a", "a b", "a/b", "a@b", "a:1", "..", "a\n", "a\u0000", "ä",
                "a%2e"
            })
    void modelsMayNotBeCalled(String name) {
        FactoryException e = assertThrows(FactoryException.class, () -> Names.requireModel(name));
        assertEquals(ErrorCode.MODEL_INVALID, e.code());
    }

    @Test
    void modelNamesEndAt96Characters() {
        assertEquals("m".repeat(96), Names.requireModel("m".repeat(96)));
        assertFalse(Names.isModel("m".repeat(97)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "7b", "", "Champion", "a.b", "a:b", "-a"})
    void aliasesMayNotBeCalled(String name) {
        assertThrows(FactoryException.class, () -> Names.requireAlias(name));
    }

    @Test
    void hostileNameIsNotRepeatedInFull() {
        FactoryException e =
                assertThrows(
                        FactoryException.class,
                        () -> Names.requireModel("X\u001b[31m".repeat(9_999)));

        assertFalse(e.message().contains("\u001b"));
        assertEquals(true, e.message().length() < 300);
    }
}
