package io.aifactory.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RecipesTest {
    private final List<ImageRecipe> recipes = Recipes.of(Path.of("/project"));

    @Test
    void thereIsOneImageForAllAndOneForEachService() {
        assertEquals(
                List.of("factory", "ingestion", "training", "registry", "inference", "scheduler"),
                recipes.stream().map(ImageRecipe::shortName).toList());
    }

    @Test
    void applicationsComeFromWhereTheBuildPutsThem() {
        assertEquals(
                Path.of("/project/modules/factory/target/distribution"),
                recipes.getFirst().application());
        assertEquals(
                Path.of("/project/modules/registry/target/quarkus-app"),
                recipes.get(3).application());
    }

    /** The ports that an image declares are those that its module listens on. */
    @Test
    void theDeclaredPortsAreTheConfiguredOnes() throws IOException {
        for (ImageRecipe recipe : recipes.subList(1, recipes.size())) {
            Properties configured = new Properties();
            Path file =
                    Path.of("../../modules")
                            .resolve(recipe.shortName())
                            .resolve("src/main/resources/META-INF/microprofile-config.properties");
            Path fallback = file.resolveSibling("../application.properties").normalize();
            try (Reader reader = Files.newBufferedReader(Files.exists(file) ? file : fallback)) {
                configured.load(reader);
            }
            assertEquals(
                    List.of(
                            Integer.valueOf(configured.getProperty("quarkus.http.port")),
                            Integer.valueOf(configured.getProperty("quarkus.management.port"))),
                    recipe.ports(),
                    recipe.shortName());
        }
    }

    @Test
    void nothingIsWrittenOutsideTheDataFolder() {
        for (ImageRecipe recipe : recipes) {
            for (String name :
                    List.of("AIFACTORY_HOME", "AIFACTORY_STORAGE_ROOT", "DJL_CACHE_DIR")) {
                String path = recipe.environment().getOrDefault(name, "");
                assertTrue(Path.of(path).startsWith(ImageRecipe.DATA), name);
            }
        }
    }
}
