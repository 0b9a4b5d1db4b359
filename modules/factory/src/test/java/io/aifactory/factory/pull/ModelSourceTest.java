package io.aifactory.factory.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.aifactory.contracts.Digest;
import io.aifactory.factory.importing.ModelFormat;
import io.aifactory.factory.importing.WeightType;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelSourceTest {
    private static final Digest ONE = Digest.of(new byte[] {1});
    private static final Digest TWO = Digest.of(new byte[] {2});

    @Test
    void aRecipeIsTheSameAsLongAsWhatComesOutIs() {
        ModelSource source = source(ModelFormat.GGUF, Map.of("model.gguf", ONE));

        assertEquals(
                source.recipe(WeightType.AUTO),
                source(ModelFormat.GGUF, Map.of("model.gguf", ONE)).recipe(WeightType.AUTO));
        assertNotEquals(source.recipe(WeightType.AUTO), source.recipe(WeightType.F32));
        assertNotEquals(
                source.recipe(WeightType.AUTO),
                source(ModelFormat.GGUF, Map.of("model.gguf", TWO)).recipe(WeightType.AUTO));
        assertNotEquals(
                source(ModelFormat.LLAMA2C, Map.of("a", ONE, "b", TWO)).recipe(WeightType.F32),
                source(ModelFormat.LLAMA2C, Map.of("a", TWO, "b", ONE)).recipe(WeightType.F32));
    }

    @Test
    void whereNothingIsConvertedTheTypeOfWeightsMakesNoDifference() {
        ModelSource source = source(ModelFormat.HUGGING_FACE, Map.of("config.json", ONE));

        assertEquals(source.recipe(WeightType.AUTO), source.recipe(WeightType.BF16));
    }

    private static ModelSource source(ModelFormat format, Map<String, Digest> digests) {
        return new ModelSource(format, new TreeMap<>(digests));
    }
}
