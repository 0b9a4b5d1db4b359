package io.aifactory.ingestion.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUriTest {
    @Test
    void aPlainNameIsAPath() {
        assertEquals(
                new SourceUri.Local("docs/a b", Path.of("docs/a b")), SourceUri.parse("docs/a b"));
    }

    @Test
    void thePresetIsKnownByName() {
        assertEquals(new SourceUri.Europarl("europarl-en-es"), SourceUri.parse("europarl-en-es"));
    }

    @ParameterizedTest
    @CsvSource({
        "g:a:1, a-1.jar, g:a:1",
        "g:a:1:sources, a-1-sources.jar, g:a:1:sources",
        "g:a:1:jar:sources, a-1-sources.jar, g:a:1:sources",
        "g:a:1:jar:, a-1.jar, g:a:1",
        "g:a:1:zip:bin, a-1-bin.zip, g:a:1:zip:bin",
        "org.x:y-z:1.0+b:zip:, y-z-1.0+b.zip, org.x:y-z:1.0+b:zip:"
    })
    void coordinatesNameAFile(String text, String file, String shown) {
        MavenCoordinate coordinate = MavenCoordinate.parse(text);

        assertEquals(file, coordinate.fileName());
        assertEquals(shown, coordinate.toString());
    }

    @Test
    void anEntryFollowsAnExclamationMark() {
        SourceUri.Maven maven = (SourceUri.Maven) SourceUri.parse("maven:g:a:1!x/y.gz");

        assertEquals(Optional.of("x/y.gz"), maven.entry());
        assertEquals(MavenCoordinate.parse("g:a:1"), maven.coordinate());
    }

    @Test
    void aFourthPartIsTheClassifierOfAJarAlsoBeforeAnEntry() {
        SourceUri.Maven maven = (SourceUri.Maven) SourceUri.parse("maven:g:a:1:sources!x/y.java");

        assertEquals(new MavenCoordinate("g", "a", "1", "jar", "sources"), maven.coordinate());
        assertEquals(Optional.of("x/y.java"), maven.entry());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "maven:",
                "maven:g:a",
                "maven:g:a:1:",
                "maven:g:a:1::sources",
                "maven:g:a:1:jar:c:more",
                "maven:g:a:-Dx=y",
                "maven:g:a:1!",
                "maven:g/../../x:a:1",
                "maven:g:a: ",
                "a\0b"
            })
    void whatHasNoKnownFormIsRefused(String text) {
        FactoryException refused =
                assertThrows(FactoryException.class, () -> SourceUri.parse(text));

        assertEquals(ErrorCode.INVALID_REQUEST, refused.code());
        assertEquals(Optional.of("sources"), refused.parameter());
    }
}
