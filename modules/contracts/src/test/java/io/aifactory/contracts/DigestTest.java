package io.aifactory.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private static final String ABC =
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void digestOfAbcIsTheVectorOfFips180() {
        assertEquals(ABC, Digest.of("abc".getBytes(StandardCharsets.UTF_8)).value());
    }

    @Test
    void fanOutPathSplitsAfterTheFirstByte() {
        assertEquals(
                Path.of("ba", "7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                new Digest(ABC).fanOutPath());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:",
                "sha256:../../etc/passwd",
                "SHA256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "md5:900150983cd24fb0d6963f7d28e17f72"
            })
    void otherTextsAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new Digest(text));
    }
}
