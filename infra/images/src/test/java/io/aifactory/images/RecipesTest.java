package io.aifactory.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
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
