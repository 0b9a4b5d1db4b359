package io.aifactory.languagemodel.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFilesTest {
    @TempDir Path folder;

    @Test
    void shardsAreFoundThroughTheIndex() throws IOException {
        shard("one.safetensors", "a", 1);
        shard("two.safetensors", "b", 2);
        index("{\"weight_map\":{\"a\":\"one.safetensors\",\"b\":\"two.safetensors\"}}");

        try (WeightFiles weights = WeightFiles.open(ModelFiles.inFolder(folder))) {
            assertEquals(Set.of("a", "b"), weights.names());
            RawTensor b = weights.require("b");
            assertEquals(List.of(1L), b.shape());
            assertEquals(2, b.bytes().get(ValueLayout.JAVA_BYTE, 0));
            assertThrows(ModelFormatException.class, () -> weights.require("c"));
        }
    }

    @Test
    void anIndexThatDoesNotFitItsShardsIsRefused() throws IOException {
        shard("one.safetensors", "a", 1);
        shard("two.safetensors", "a", 2);
        for (String map :
                List.of(
                        "{\"a\":\"three.safetensors\"}",
                        "{\"b\":\"one.safetensors\"}",
                        "{\"a\":\"one.safetensors\",\"b\":\"two.safetensors\"}")) {
            index("{\"weight_map\":" + map + "}");
            assertThrows(
                    ModelFormatException.class,
                    () -> WeightFiles.open(ModelFiles.inFolder(folder)));
        }
    }

    @Test
    void aFolderWithoutWeightsIsRefused() {
        ModelFormatException refused =
                assertThrows(
                        ModelFormatException.class,
                        () -> WeightFiles.open(ModelFiles.inFolder(folder)));
        assertEquals("the model has no model.safetensors", refused.getMessage());
    }

    private void shard(String file, String tensor, int value) throws IOException {
        new SafetensorsWriter(Map.of())
                .add(tensor, TensorType.U8, List.of(1L))
                .write(
                        folder.resolve(file),
                        (entry, sink) -> sink.write(ByteBuffer.wrap(new byte[] {(byte) value})));
    }

    private void index(String json) throws IOException {
        Files.writeString(folder.resolve(WeightFiles.INDEX), json);
    }
}
