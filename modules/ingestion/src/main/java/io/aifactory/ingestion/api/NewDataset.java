package io.aifactory.ingestion.api;

import io.aifactory.ingestion.pipeline.Recipe;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order for a dataset version; what is left out has a default.
 *
 * @param name of the dataset
 * @param sources paths, {@code maven:} coordinates, or {@code europarl-en-es}
 * @param vocabulary token ids wanted
 * @param heldOutPercent share of documents kept for evaluation, 1…50
 * @param seed of the split
 * @param textProperty property of JSON lines that holds the text
 * @param minCharacters shorter texts are left out
 */
public record NewDataset(
        @NotNull String name,
        @NotNull List<@NotNull String> sources,
        @Nullable Integer vocabulary,
        @Nullable Integer heldOutPercent,
        @Nullable Long seed,
        @Nullable String textProperty,
        @Nullable Integer minCharacters) {
    Recipe recipe(int shardTokens) {
        return new Recipe(
                vocabulary == null ? Recipe.DEFAULT_VOCABULARY : vocabulary,
                heldOutPercent == null ? Recipe.DEFAULT_HELD_OUT_PERCENT : heldOutPercent,
                seed == null ? 1 : seed,
                textProperty == null ? "text" : textProperty,
                minCharacters == null ? Recipe.DEFAULT_MIN_CHARACTERS : minCharacters,
                Recipe.DEFAULT_SECTION_BYTES,
                shardTokens);
    }
}
