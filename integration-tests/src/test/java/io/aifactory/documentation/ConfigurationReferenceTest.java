package io.aifactory.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} says what the declarations say. To write it anew: {@code mvn -pl
 * integration-tests test -Dtest=ConfigurationReferenceTest -Daifactory.write-docs=true}.
 */
class ConfigurationReferenceTest {
    private static final Path ROOT = Path.of(System.getProperty("aifactory.root", ".."));
    private static final Path PAGE = ROOT.resolve("docs/configuration.md");
    private static final String HEAD =
            """
            # Configuration

            Every key of the factory's own, read from the declarations by `ConfigurationReferenceTest`; do not edit by hand. A key is set in `application.properties`, as a system property
            (`-Daifactory.inference.slots=16`) or as an environment variable (`AIFACTORY_INFERENCE_SLOTS=16`). Keys of Quarkus (`quarkus.*`) work as documented there.
            """;

    @Test
    void everyKeyIsDocumentedWithItsMeaning() throws IOException {
        for (Path module : modules()) {
            for (ConfigurationKey key :
                    ConfigurationSources.read(module.resolve("src/main/java"))) {
                assertTrue(!key.meaning().isBlank(), key.name() + " has no comment");
            }
        }
    }

    @Test
    void thePageSaysWhatTheDeclarationsSay() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (Path module : modules()) {
            List<ConfigurationKey> keys =
                    ConfigurationSources.read(module.resolve("src/main/java"));
            if (!keys.isEmpty()) {
                page.append("\n## ").append(module.getFileName()).append('\n');
                page.append("| key | type | default | meaning |\n|---|---|---|---|\n");
                keys.forEach(key -> page.append(row(key)));
            }
        }
        if (Boolean.getBoolean("aifactory.write-docs")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(
                page.toString(),
                Files.readString(PAGE),
                "docs/configuration.md is out of date; see this test's comment");
    }

    private static String row(ConfigurationKey key) {
        String value = key.defaultValue().isEmpty() ? "–" : "`" + key.defaultValue() + "`";
        return "| `%s` | %s | %s | %s |\n"
                .formatted(key.name(), key.type(), value, key.meaning().replace("|", "\\|"));
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("modules"))) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .sorted()
                    .toList();
        }
    }
}
