package io.aifactory.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the poms and the configuration must agree on. */
class VersionsTest {
    private static final Path PROJECT = Path.of(System.getProperty("aifactory.root", ".."));

    @Test
    void thePluginAndTheBomAreOfOneQuarkus() throws IOException {
        assertEquals(quarkusVersion("platform-bom/pom.xml"), quarkusVersion("pom.xml"));
    }

    /**
     * Authorisation is by annotation only: the path-normalisation advisories of the Quarkus 3.34
     * line concern policies on paths (DESIGN 10).
     */
    @Test
    void noModuleAuthorisesByPath() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve("modules"))) {
            List<Path> configurations =
                    files.filter(file -> file.toString().contains("src/main/resources"))
                            .filter(file -> file.toString().endsWith(".properties"))
                            .toList();
            assertTrue(configurations.size() >= 6, configurations::toString);
            for (Path configuration : configurations) {
                assertEquals(
                        List.of(),
                        Files.readAllLines(configuration).stream()
                                .filter(line -> line.contains("quarkus.http.auth."))
                                .toList(),
                        configuration::toString);
            }
        }
    }

    private static String quarkusVersion(String pom) throws IOException {
        Matcher version =
                Pattern.compile("<quarkus\\.version>([^<]+)</quarkus\\.version>")
                        .matcher(Files.readString(PROJECT.resolve(pom)));
        assertTrue(version.find(), pom);
        return version.group(1);
    }
}
